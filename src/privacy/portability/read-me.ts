/** The first thing somebody sees who opens the file. */
export const readMe = (
  operator: string,
): string => `Allt som ert företag har hos ${operator}, så som det var när filen gjordes.

tables      en fil per tabell, en rad per post (JSON Lines, UTF-8)
files       förseglade avtal, bilder och andra filer, under sitt avtryck (SHA-256)
certificates    de certifikat som avtalen är förseglade med
schema.json     vad varje fält är
manifest.json   varje fil med längd och avtryck, och vad som inte följer med och varför
manifest.json.sig   underskrift av listan (Ed25519)

Filerna kan innehålla personnummer och annat om era kunder. Förvara dem så att ingen obehörig kommer åt dem.
De förseglade avtalen går att kontrollera av vem som helst, också utan oss.

Everything your company has at ${operator}, as it was when this file was made. One file per table (JSON Lines); sealed agreements and
pictures in files; schema.json says what each field is; manifest.json lists every file with its hash and is signed.
`
