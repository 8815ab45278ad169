import { messages } from '../../../kernel/messages.ts'

const restoreStep = {
  sv: 'Kör `npm run cling -- backup MAPP` med den version som skrev den, och därefter `npm run cling -- restore MAPP` med den här versionen in i en tom datamapp.',
  en: 'Run `npm run cling -- backup FOLDER` with the version that wrote it, then `npm run cling -- restore FOLDER` with this version into an empty data folder.',
}

/** Sentences about the database that comes with the service: read in a terminal, by whoever runs the installation. */
export const embeddedMessages = messages({
  'data-folder-in-use': {
    sv: (f: { folder: string; pid: number | null }) =>
      `Datamappen ${f.folder} används redan av ${f.pid === null ? 'en annan process' : `process ${f.pid}`}. Stoppa den först, eller välj en annan mapp med CLING_DATA.`,
    en: (f: { folder: string; pid: number | null }) =>
      `The data folder ${f.folder} is in use by ${f.pid === null ? 'another process' : `process ${f.pid}`}. Stop that first, or choose another folder with CLING_DATA.`,
  },
  'data-folder-unusable': {
    sv: (f: { folder: string; reason: string }) =>
      `Datamappen ${f.folder} kan inte användas (${f.reason}). Välj en mapp som du får skriva i med CLING_DATA.`,
    en: (f: { folder: string; reason: string }) =>
      `The data folder ${f.folder} cannot be used (${f.reason}). Choose a folder that you may write in with CLING_DATA.`,
  },
  'data-folder-not-yours': {
    sv: (f: { folder: string; owner: string; user: string }) =>
      `${f.folder} tillhör ${f.owner}, men tjänsten startas av ${f.user}. Starta som ${f.owner}, eller ta över mappen med: sudo chown -R ${f.user} ${f.folder}`,
    en: (f: { folder: string; owner: string; user: string }) =>
      `${f.folder} belongs to ${f.owner}, but the service is started by ${f.user}. Start it as ${f.owner}, or take the folder over with: sudo chown -R ${f.user} ${f.folder}`,
  },
  'postgres-may-not-enter': {
    sv: (f: { folder: string; user: string }) =>
      `Tjänsten körs som root, så PostgreSQL körs som ${f.user}, och ${f.user} får inte gå in i ${f.folder}. Lägg datamappen någon annanstans, till exempel med CLING_DATA=/var/lib/cling, eller öppna vägen med: chmod o+x ${f.folder}`,
    en: (f: { folder: string; user: string }) =>
      `The service runs as root, so PostgreSQL runs as ${f.user}, and ${f.user} may not enter ${f.folder}. Put the data folder elsewhere, for example with CLING_DATA=/var/lib/cling, or open the way with: chmod o+x ${f.folder}`,
  },
  'postgres-needs-a-user': {
    sv: 'Tjänsten körs som root, men PostgreSQL vägrar det och hittar ingen annan användare att köra som. Skapa en med: useradd --system postgres',
    en: 'The service runs as root, which PostgreSQL refuses, and there is no other user to run as. Make one with: useradd --system postgres',
  },
  'postgres-may-not-change-user': {
    sv: (f: { user: string }) =>
      `Tjänsten körs som root men får inte starta PostgreSQL som ${f.user}. Starta tjänsten som en vanlig användare, eller ange en databasserver med DATABASE_URL.`,
    en: (f: { user: string }) =>
      `The service runs as root but may not start PostgreSQL as ${f.user}. Start the service as an ordinary user, or name a database server with DATABASE_URL.`,
  },
  'postgres-not-installed': {
    sv: (f: { platform: string }) =>
      `Databasen följer med för Linux x64, men här saknas den (${f.platform}). Kör npm install igen, eller ange en databasserver med DATABASE_URL.`,
    en: (f: { platform: string }) =>
      `The database comes along for Linux x64, but it is missing here (${f.platform}). Run npm install again, or name a database server with DATABASE_URL.`,
  },
  'postgres-will-not-run': {
    sv: (f: { reason: string }) =>
      `PostgreSQL startar inte på den här maskinen: ${f.reason}. Den behöver ett Linux x64 med glibc; annars kan en databasserver anges med DATABASE_URL.`,
    en: (f: { reason: string }) =>
      `PostgreSQL does not start on this machine: ${f.reason}. It needs a Linux x64 with glibc; otherwise name a database server with DATABASE_URL.`,
  },
  'cluster-older': {
    sv: (f: { folder: string; found: number; needed: number }) =>
      `Databasen i ${f.folder} är skriven av PostgreSQL ${f.found}; den här versionen använder PostgreSQL ${f.needed}. ${restoreStep.sv}`,
    en: (f: { folder: string; found: number; needed: number }) =>
      `The database in ${f.folder} was written by PostgreSQL ${f.found}; this version uses PostgreSQL ${f.needed}. ${restoreStep.en}`,
  },
  'cluster-newer': {
    sv: (f: { folder: string; found: number; needed: number }) =>
      `Databasen i ${f.folder} är skriven av PostgreSQL ${f.found}, som är nyare än den här versionens PostgreSQL ${f.needed}. Starta den version av Cling som skrev den.`,
    en: (f: { folder: string; found: number; needed: number }) =>
      `The database in ${f.folder} was written by PostgreSQL ${f.found}, which is newer than this version’s PostgreSQL ${f.needed}. Start the version of Cling that wrote it.`,
  },
  'cluster-unknown': {
    sv: (f: { folder: string }) =>
      `${f.folder} är inte tom och inte en databas. Flytta undan det som ligger där, eller välj en annan mapp med CLING_DATA.`,
    en: (f: { folder: string }) =>
      `${f.folder} is neither empty nor a database. Move away what lies there, or choose another folder with CLING_DATA.`,
  },
  'restore-unfinished': {
    sv: (f: { folder: string }) =>
      `En återläsning till ${f.folder} blev inte klar. Töm mappen och kör \`npm run cling -- restore\` igen.`,
    en: (f: { folder: string }) =>
      `A restore into ${f.folder} did not finish. Empty the folder and run \`npm run cling -- restore\` again.`,
  },
  'database-not-running': {
    sv: (f: { folder: string; pid: number | null }) =>
      `Datamappen ${f.folder} används av ${f.pid === null ? 'en annan process' : `process ${f.pid}`}, men dess databas svarar inte. Försök igen när tjänsten har startat.`,
    en: (f: { folder: string; pid: number | null }) =>
      `The data folder ${f.folder} is in use by ${f.pid === null ? 'another process' : `process ${f.pid}`}, but its database does not answer. Try again when the service has started.`,
  },
})
