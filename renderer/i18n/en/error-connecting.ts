import type { errorConnecting as source } from '../fr/error-connecting.ts';
import type { Words } from '../words.ts';

export const errorConnecting: Words<typeof source> = {
  'ent/not-an-ent':
    'The server did not answer as an ENT does: it is another site, an access page answers in its place, or the ENT is mistaken. Check the address; on a network with an access page, sign in there first. Then try again.',
  'ent/refused':
    'Your account may not have this right. Nothing has changed here; if it lasts, tell your school.',
  'ent/unsupported-version':
    'One of the two is too old, and nothing has changed here. Update Cartable, or tell your school.',
  'ent/unreachable':
    'The server is stopped, or the network does not lead to it. Check the address and the network, then try again.',
  'ent/server-error':
    'The fault is on its side, and nothing has changed here. Try again in some minutes; if it lasts, tell your school.',
  'ent/paused': 'It is very busy at the moment, and nothing has changed here. Try again in some minutes.',
  'moodle/maintenance': 'Nothing has changed here. Try again once the maintenance is over.',
  'moodle/moved':
    'It leads to {{address}}. Your password was not sent there: go on only if this is your school’s new address.',
  'network/offline':
    'It is unplugged, or in aeroplane mode. Bring the network back, then try again. The demonstration works without it.',
  'network/no-such-host':
    'The network answers, but does not know this address: the ENT may have moved, or this network hides it. Check it, then try again.',
  'network/dns-failed':
    'It is connected, but its directory (DNS) does not answer. Try again in some minutes; if it lasts, use another network or tell your school.',
  'network/captive-portal':
    'A page of the network answered in the ENT’s place. Open your browser and sign in, then try again here.',
  'network/proxy-sign-in':
    'Cartable does not know it and has sent nothing. Ask your school to let Cartable through, or sign in from another network.',
  'network/proxy-unreachable':
    'This computer must go through a proxy, which does not answer or refuses this address. Try again in some minutes; if it lasts, tell your school.',
  'network/certificate-expired':
    'The connection would not be safe: your password was not sent. The ENT has to renew its certificate; check this computer’s date too, then try again.',
  'network/certificate-wrong-host':
    'What answers has not proved to be the ENT: your password was not sent. Check the address; on a public network, try again from another one.',
  'network/certificate-unknown':
    'No authority that this computer knows has signed it: your password was not sent. A filter of your school may explain it; its certificate must be installed on this computer. Then try again.',
  'network/clock-wrong':
    'The ENT’s certificate is not valid yet at this date: your password was not sent. Set the date and time, then try again.',
};
