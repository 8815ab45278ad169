// What an issue of news may say: of our own service, to the operator's own pages. Whatever advertises somebody else is refused before it
// becomes anything.
import { z } from 'zod'
import { zLine, zText } from '../kernel/fields.ts'
import { readOrganisationNumber } from '../kernel/organisation-number.ts'
import { Problem } from '../kernel/problem.ts'

const inBoth = <T extends z.ZodType>(shape: T) => z.strictObject({ sv: shape, en: shape })

export const NewsContent = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{3,60}$/),
  /** The organisation number of whoever's product this is about. Only the operator's own is sent. */
  advertiser: z.string(),
  subject: inBoth(zLine(120).pipe(z.string().min(3))),
  paragraphs: inBoth(
    z
      .array(zText(1500).pipe(z.string().min(1)))
      .min(1)
      .max(12),
  ),
  button: z
    .strictObject({
      label: inBoth(zLine(40).pipe(z.string().min(1))),
      path: z.string().regex(/^\/(?![/\\])[\w\-./?=&%#]*$/),
    })
    .nullish(),
})
export type NewsContent = z.infer<typeof NewsContent>

/** What was written, or the problem with it. */
export function readNews(json: unknown, own: { organisationNumber: string; publicUrl: string }): NewsContent {
  const read = NewsContent.safeParse(json)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Problem('news-content-wrong', { where: issue?.path.join('.') ?? '' }, { status: 422 })
  }
  const content = read.data
  if (numberOf(content.advertiser) === null || numberOf(content.advertiser) !== numberOf(own.organisationNumber))
    throw new Problem('news-of-somebody-else', { what: content.advertiser }, { status: 422 })
  const words = [...Object.values(content.subject), ...Object.values(content.paragraphs).flat()].join('\n')
  const foreign = [...words.matchAll(/(?:https?:\/\/|www\.)[^\s)>\]]+/gi)]
    .map(m => m[0])
    .find(link => hostOf(link) !== new URL(own.publicUrl).hostname)
  if (foreign) throw new Problem('news-of-somebody-else', { what: foreign }, { status: 422 })
  return content
}

const numberOf = (text: string): string | null => {
  const read = readOrganisationNumber(text)
  return read.ok ? read.value : null
}
const hostOf = (link: string) => {
  const url = /^https?:/i.test(link) ? link : `https://${link}`
  return URL.canParse(url) ? new URL(url).hostname : ''
}
