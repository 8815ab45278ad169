// What is said at each stage of an order, with the same meaning as BankID's recommended user messages; their ids (RFA) stand beside,
// for support. Whether own wording is free is a question for the agreement with the bank.
import { messages } from '../../kernel/messages.ts'

export const bankidMessages = messages({
  // RFA1
  'bankid.pending.outstandingTransaction.qr': {
    sv: 'Öppna BankID-appen på telefonen, tryck på QR-ikonen och rikta kameran hit.',
    en: 'Open the BankID app on your phone, tap the QR symbol and point the camera here.',
  },
  // RFA13
  'bankid.pending.outstandingTransaction.same': {
    sv: 'Öppnar BankID-appen … Händer inget? Tryck på Öppna BankID.',
    en: 'Opening the BankID app … Nothing happens? Press Open BankID.',
  },
  // RFA1
  'bankid.pending.noClient': {
    sv: 'Vi väntar på att BankID-appen ska starta. Öppna den själv om den inte kommer upp.',
    en: 'Waiting for the BankID app to start. Open it yourself if it does not appear.',
  },
  // RFA15A
  'bankid.pending.started.same': {
    sv: 'BankID söker på den här enheten. Tar det mer än några sekunder? Då finns nog inget BankID här. Prova en annan enhet.',
    en: 'BankID is searching on this device. More than a few seconds? There is probably no BankID here. Try another device.',
  },
  // RFA15B
  'bankid.pending.started.qr': {
    sv: 'BankID är öppnad på den andra enheten. Följ stegen där.',
    en: 'BankID is open on the other device. Follow the steps there.',
  },
  // RFA23
  'bankid.pending.userMrtd': {
    sv: 'Appen ber dig läsa av ditt pass eller nationella id-kort. Gör det där, så fortsätter vi.',
    en: 'The app asks you to scan your passport or national ID card. Do it there and we continue.',
  },
  'bankid.pending.userCallConfirm': {
    sv: 'Bekräfta samtalet i BankID-appen.',
    en: 'Confirm the call in the BankID app.',
  },
  // RFA9
  'bankid.pending.userSign': {
    sv: 'Läs texten i appen. Stämmer den? Skriv då din säkerhetskod eller använd ansikte eller fingeravtryck.',
    en: 'Read the text in the app. Is it right? Then enter your security code or use face or fingerprint.',
  },
  'bankid.pending.processing': {
    sv: 'Klart i appen. Vi kontrollerar underskriften.',
    en: 'Done in the app. We are checking the signature.',
  },
  // RFA21
  'bankid.pending.unknown': {
    sv: 'BankID arbetar. Följ det som står i appen.',
    en: 'BankID is working. Follow what the app says.',
  },
  // RFA8
  'bankid.failed.expiredTransaction': {
    sv: 'Det tog för lång tid och avbröts. Inget är underskrivet. Börja om när du är redo.',
    en: 'It took too long and was stopped. Nothing is signed. Start again when you are ready.',
  },
  // RFA16
  'bankid.failed.certificateErr': {
    sv: 'Ditt BankID går inte att använda. Det kan vara spärrat eller för gammalt. Din bank kan hjälpa dig. Inget är underskrivet.',
    en: 'Your BankID cannot be used; it may be blocked or too old. Your bank can help. Nothing is signed.',
  },
  // RFA6
  'bankid.failed.userCancel': {
    sv: 'Du avbröt i appen. Inget är underskrivet.',
    en: 'You cancelled in the app. Nothing is signed.',
  },
  // RFA3
  'bankid.failed.cancelled': {
    sv: 'Avbrutet, eftersom en ny start gjordes. Försök igen.',
    en: 'Cancelled because a new attempt was started. Try again.',
  },
  // RFA17A, RFA17B
  'bankid.failed.startFailed': {
    sv: 'BankID kom inte igång. Är appen installerad och QR-koden aktuell? Prova igen, eller välj en annan enhet.',
    en: 'BankID did not start. Is the app installed and the QR code fresh? Try again or choose another device.',
  },
  'bankid.failed.userDeclinedCall': {
    sv: 'Du nekade samtalet i appen. Inget är underskrivet.',
    en: 'You declined the call in the app. Nothing is signed.',
  },
  'bankid.failed.notSupportedByUserApp': {
    sv: 'Din BankID-app behöver uppdateras. Uppdatera och försök igen.',
    en: 'Your BankID app needs an update. Update it and try again.',
  },
  'bankid.failed.transactionRiskBlocked': {
    sv: 'BankID stoppade försöket av säkerhetsskäl. Inget är underskrivet. Blev du ombedd av någon att göra detta? Avbryt och ring din bank.',
    en: 'BankID stopped the attempt for security reasons. Nothing is signed. Did someone ask you to do this? Stop and call your bank.',
  },
  // RFA22
  'bankid.failed.unknown': {
    sv: 'Något gick fel och inget är underskrivet. Försök igen.',
    en: 'Something went wrong and nothing is signed. Try again.',
  },
  // RFA4
  'bankid.error.alreadyInProgress': {
    sv: 'En BankID-start pågick redan för dig och båda avbröts. Börja om. Startade du inte den andra? Avbryt och ring din bank.',
    en: 'A BankID attempt was already under way and both were stopped. Start again. Was the other not yours? Stop and call your bank.',
  },
  // RFA5
  'bankid.error.maintenance': {
    sv: 'BankID svarar inte just nu. Ditt dokument är kvar. Försök om en stund.',
    en: 'BankID is not answering right now. Your document is still here. Try again shortly.',
  },
  'bankid.error.busy': {
    sv: 'Många försök just nu. Vänta en liten stund.',
    en: 'Many attempts right now. Wait a moment.',
  },
  // RFA5
  'bankid.error.down': {
    sv: 'Det gick inte att nå BankID. Inget är underskrivet och ditt dokument är kvar. Försök igen.',
    en: 'BankID could not be reached. Nothing is signed and your document is still here. Try again.',
  },
  // RFA22
  'bankid.error.unknown': {
    sv: 'Något gick fel hos oss och inget är underskrivet. Försök igen.',
    en: 'Something went wrong on our side and nothing is signed. Try again.',
  },
})

export type BankIdMessage = keyof typeof bankidMessages
