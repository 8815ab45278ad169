import { messages } from '../kernel/messages.ts'

const save = {
  sv: 'Öppna filen i ditt kalkylprogram och spara den som Excel (.xlsx) eller CSV.',
  en: 'Open the file in your spreadsheet program and save it as Excel (.xlsx) or CSV.',
}

/** Refusals of whole files, faults of single rows, and what one should know of a file. None of them repeats what stood in a cell. */
export const importMessages = messages({
  'import-empty': {
    sv: 'Filen har inga rader att läsa. Kontrollera att det är rätt fil och rätt blad.',
    en: 'The file has no rows to read. Check that it is the right file and the right sheet.',
  },
  'import-not-text': {
    sv: `Det här är varken en textfil eller ett Excelblad. ${save.sv}`,
    en: `This is neither a text file nor an Excel sheet. ${save.en}`,
  },
  'import-garbled': {
    sv: 'Bokstäverna å, ä och ö i filen är förvanskade (de ser ut som Ã¥ eller �). Det hände innan filen kom hit. Spara den på nytt ur programmet den kommer från, som ”CSV UTF-8” eller Excel.',
    en: 'The letters å, ä and ö in the file are damaged (they look like Ã¥ or �). That happened before the file came here. Save it again from the program it comes from, as “CSV UTF-8” or Excel.',
  },
  'import-not-encoded-so': {
    sv: 'Filen går inte att läsa med den teckenkodningen. Välj en annan.',
    en: 'The file cannot be read with that encoding. Choose another.',
  },
  'import-quote': {
    sv: (f: { row: number }) =>
      `Ett citattecken som börjar på rad ${f.row} tar aldrig slut. Rätta raden och försök igen.`,
    en: (f: { row: number }) => `A quotation mark that begins on row ${f.row} never ends. Mend the row and try again.`,
  },
  'import-old-excel': {
    sv: 'Det här är det äldre Excelformatet (.xls), som inte läses här. Öppna filen i Excel, välj Spara som och ”Excel-arbetsbok (.xlsx)”.',
    en: 'This is the old Excel format (.xls), which is not read here. Open the file in Excel, choose Save as and “Excel Workbook (.xlsx)”.',
  },
  'import-encrypted': {
    sv: 'Arbetsboken är låst med lösenord. Öppna den, ta bort lösenordet (Arkiv, Info, Skydda arbetsbok) och spara igen.',
    en: 'The workbook is locked with a password. Open it, remove the password (File, Info, Protect Workbook) and save it again.',
  },
  'import-macros': {
    sv: 'Arbetsboken innehåller makron (.xlsm) och tas inte emot. Spara den som ”Excel-arbetsbok (.xlsx)”, utan makron.',
    en: 'The workbook holds macros (.xlsm) and is not taken in. Save it as “Excel Workbook (.xlsx)”, without macros.',
  },
  'import-binary-workbook': {
    sv: 'Det här är en binär arbetsbok (.xlsb), som inte läses här. Spara den som ”Excel-arbetsbok (.xlsx)”.',
    en: 'This is a binary workbook (.xlsb), which is not read here. Save it as “Excel Workbook (.xlsx)”.',
  },
  'import-not-a-workbook': {
    sv: `Filen är packad men är ingen Excel-arbetsbok. ${save.sv}`,
    en: `The file is packed but is no Excel workbook. ${save.en}`,
  },
  'import-damaged': {
    sv: 'Arbetsboken är skadad och går inte att läsa. Öppna den i Excel, låt Excel reparera den och spara igen.',
    en: 'The workbook is damaged and cannot be read. Open it in Excel, let Excel repair it and save it again.',
  },
  'import-unfolds-too-far': {
    sv: 'Arbetsboken blir orimligt stor när den packas upp och läses därför inte. Kopiera det som ska in till ett nytt, tomt blad och spara det.',
    en: 'The workbook becomes unreasonably large when unpacked and is therefore not read. Copy what is to go in to a new, empty sheet and save that.',
  },
  'import-too-large': {
    sv: 'Filen är större än 20 MB. Dela den i flera, eller ta bort bilder och blad som inte behövs.',
    en: 'The file is larger than 20 MB. Divide it, or remove pictures and sheets that are not needed.',
  },
  'import-too-many-rows': {
    sv: 'Filen har fler än 50 000 rader. Dela den i flera och läs in en i taget.',
    en: 'The file has more than 50,000 rows. Divide it and read in one at a time.',
  },
  'import-too-wide': {
    sv: (f: { most: number }) => `Filen har fler än ${f.most} kolumner. Ta bort dem som inte ska in.`,
    en: (f: { most: number }) => `The file has more than ${f.most} columns. Remove those that are not to go in.`,
  },
  'import-no-such-sheet': { sv: 'Det bladet finns inte i filen.', en: 'There is no such sheet in the file.' },
  'import-changed': {
    sv: 'Registret har ändrats sedan förhandsgranskningen gjordes. Ingenting är inläst. Titta igenom den nya förhandsgranskningen och läs in igen.',
    en: 'The register has changed since the preview was made. Nothing has been read in. Look through the new preview and read it in again.',
  },
  'import-columns-missing': {
    sv: 'Välj vilka kolumner som ska läsas innan du läser in.',
    en: 'Choose which columns to read before you read it in.',
  },
  'import-nothing-to-do': {
    sv: 'Det finns ingenting att läsa in: alla rader hoppas över eller har fel.',
    en: 'There is nothing to read in: every row is skipped or has faults.',
  },
  'import-undone-already': { sv: 'Den inläsningen är redan ångrad.', en: 'That import has already been undone.' },
  'import-undo-too-late': {
    sv: 'En inläsning kan ångras i 30 dagar, och de har gått. Ändra eller ta bort i registret i stället.',
    en: 'An import can be undone for 30 days, and they have passed. Change or remove in the register instead.',
  },
  'import-cell-error': {
    sv: 'Cellen visar ett fel i kalkylprogrammet. Rätta formeln eller skriv ett värde.',
    en: 'The cell shows an error in the spreadsheet. Mend the formula or write a value.',
  },
  'import-formula-empty': {
    sv: (f: { cell: string }) =>
      `Cellen ${f.cell} är en formel utan sparat värde. Öppna filen i Excel, låt den räkna om och spara igen.`,
    en: (f: { cell: string }) =>
      `Cell ${f.cell} is a formula without a saved value. Open the file in Excel, let it recalculate and save it again.`,
  },
  'import-work': {
    sv: 'Skriv arbete, material eller övrigt.',
    en: 'Write labour, material or other.',
  },
  'import-vat': { sv: 'Momssatsen ska vara 25, 12, 6 eller 0 procent.', en: 'The VAT rate is 25, 12, 6 or 0 percent.' },
  'import-client-kind': {
    sv: 'Skriv privatperson, företag eller förening.',
    en: 'Write private person, company or association.',
  },
  'import-note-formulas': {
    sv: (f: { n: number; cells: string }) =>
      f.n === 1
        ? `Cellen ${f.cells} är en formel. Värdet som sparats med den används.`
        : `${f.n} celler är formler (${f.cells}). Värdena som sparats med dem används.`,
    en: (f: { n: number; cells: string }) =>
      f.n === 1
        ? `Cell ${f.cells} is a formula. The value saved with it is used.`
        : `${f.n} cells are formulas (${f.cells}). The values saved with them are used.`,
  },
  'import-note-merged': {
    sv: (f: { cells: string }) => `Celler är sammanfogade (${f.cells}). Bara den första i varje har ett värde.`,
    en: (f: { cells: string }) => `Cells are merged (${f.cells}). Only the first in each has a value.`,
  },
  'import-note-columns': {
    sv: (f: { n: number }) => `Filen har ${f.n} kolumner till som inte visas här och inte läses.`,
    en: (f: { n: number }) => `The file has ${f.n} more columns that are not shown here and not read.`,
  },
  'import-note-no-header': {
    sv: 'Ingen rubrikrad hittades. Välj kolumn för varje uppgift.',
    en: 'No row of headings was found. Choose a column for each item.',
  },
})
