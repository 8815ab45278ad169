import { packagePath } from '../../platform/package-path.ts'

/** The folder of the page's templates. The typesetter may read nothing outside it. */
export const templates = () => packagePath('src', 'signing', 'typeset', 'templates')
