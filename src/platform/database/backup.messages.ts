import { messages } from '../../kernel/messages.ts'

/** Sentences about backup and restore: read in a terminal, by whoever runs the installation. */
export const backupMessages = messages({
  'backup-target-not-empty': {
    sv: (f: { folder: string }) => `${f.folder} finns redan. Ange en mapp som inte finns för säkerhetskopian.`,
    en: (f: { folder: string }) => `${f.folder} exists already. Name a folder for the backup that does not.`,
  },
  'restore-target-not-empty': {
    sv: (f: { folder: string }) =>
      `${f.folder} är inte tom, och återläsning skriver aldrig över något. Flytta undan mappen, eller ange en tom med CLING_DATA.`,
    en: (f: { folder: string }) =>
      `${f.folder} is not empty, and a restore never writes over anything. Move the folder away, or name an empty one with CLING_DATA.`,
  },
  'restore-database-not-empty': {
    sv: 'Databasen i DATABASE_URL har redan tabeller, och återläsning skriver aldrig över något. Ange en tom databas.',
    en: 'The database of DATABASE_URL already has tables, and a restore never writes over anything. Name an empty database.',
  },
  'restore-bucket-not-empty': {
    sv: 'I CLING_S3_BUCKET ligger redan filer, och återläsning skriver aldrig över något. Ange en tom bucket, eller utelämna den så läggs filerna under datamappen.',
    en: 'There are files in CLING_S3_BUCKET already, and a restore never writes over anything. Name an empty bucket, or leave it out and the files are put under the data folder.',
  },
  'backup-unreadable': {
    sv: (f: { folder: string }) =>
      `${f.folder} är ingen hel säkerhetskopia: backup.json saknas eller går inte att läsa. Ange mappen som \`npm run cling -- backup\` skrev.`,
    en: (f: { folder: string }) =>
      `${f.folder} is no whole backup: backup.json is missing or cannot be read. Name the folder that \`npm run cling -- backup\` wrote.`,
  },
  'backup-key-missing': {
    sv: (f: { file: string }) =>
      `Nyckelfilen ${f.file} saknas. Den skrevs bredvid säkerhetskopian och förvaras skild från den; utan den går den inte att läsa.`,
    en: (f: { file: string }) =>
      `The key file ${f.file} is missing. It was written beside the backup and is kept apart from it; without it the backup cannot be read.`,
  },
  'backup-root-key-missing': {
    sv: 'Säkerhetskopian togs med en rotnyckel som inte ligger i nyckelfilen. Ange den med CLING_ROOT_KEY.',
    en: 'The backup was made with a root key that is not in the key file. Give it with CLING_ROOT_KEY.',
  },
  'backup-key-wrong': {
    sv: 'Nycklarna hör inte till den här säkerhetskopian. Kontrollera nyckelfilen och CLING_ROOT_KEY.',
    en: 'The keys do not belong to this backup. Check the key file and CLING_ROOT_KEY.',
  },
  'backup-damaged': {
    sv: (f: { what: string }) =>
      `Säkerhetskopian är skadad: ${f.what} är inte vad som skrevs. Ingenting har lästs in. Använd en annan kopia.`,
    en: (f: { what: string }) =>
      `The backup is damaged: ${f.what} is not what was written. Nothing has been restored. Use another copy.`,
  },
  'backup-newer': {
    sv: (f: { migration: string }) =>
      `Säkerhetskopian togs med en annan version av Cling (${f.migration} finns inte här). Återläs med den versionen eller en nyare.`,
    en: (f: { migration: string }) =>
      `The backup was made with another version of Cling (${f.migration} is not here). Restore with that version or a newer one.`,
  },
})
