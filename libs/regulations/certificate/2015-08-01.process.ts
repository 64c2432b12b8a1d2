/**
 * The life of a certificate of qualification approval, for certificates issued from 1 August 2015 on: in force, in renewal,
 * expired, replaced, cancelled (注销) or annulled (撤销), whole or by item. What other cases decide is owed here.
 */
import { cmaMeasures2015, licensingLaw2003, practice } from '../instruments.js';
import { lawWith } from '../vocabulary.js';
import { assigns, guards, openedFile } from './2015-08-01.rules.js';
import { labels } from './labels.js';

const law = lawWith(guards, assigns);

/** What a decision against a certificate is taken on. */
const decides = ['certificateNumber', 'scope', 'itemsAnnulledInAll', 'validUntil', 'statedOn'];

const amend = {
  description: 'An extension or a change was granted: the scope is another; number and last day stay.',
  meta: { by: ['anotherCase'], under: cmaMeasures2015('12') },
  actions: 'recordAmendment',
} as const;

const beReplaced = {
  description: 'The renewal was granted, and its certificate takes the place of this one.',
  meta: { by: ['anotherCase'], under: cmaMeasures2015('11') },
  target: 'replaced',
  actions: 'recordReplacement',
} as const;

const cancel = {
  description: 'The body applied for it, and gives its certificate up.',
  meta: { by: ['anotherCase'], under: cmaMeasures2015('40') },
  target: 'cancelled',
  actions: 'recordCancellationOnApplication',
} as const;

/** Objective grounds; nobody is blamed. */
const cancelOnAGround = {
  description: 'The body has ended, or another law says so.',
  meta: { by: ['certificateClerk'], under: cmaMeasures2015('40'), needs: 'cancellationRecord' },
  target: 'cancelled',
  actions: 'recordCancellation',
} as const;

// The ban is entered by the case that decided, in the event of its decision.
const annul = {
  description: 'A verification has decided that the commitment was false, or the conditions are not met.',
  meta: { by: ['anotherCase'], under: cmaMeasures2015('45') },
  target: 'annulled',
  actions: 'recordOwedAnnulment',
} as const;

const annulItems = {
  description: 'A verification has decided the same of some items; the others stay in force.',
  meta: { by: ['anotherCase'], under: cmaMeasures2015('45'), effects: [{ do: 'annulCertificateItems' }] },
  actions: 'recordOwedItemAnnulment',
} as const;

/** The body follows its certificate, and is heard before anything is decided against it. */
const stateItsView = {
  description: 'The body says what it has to say to an intended decision.',
  meta: { by: ['applicant'], under: practice('hearing'), needs: 'bodyStatement' },
  actions: 'recordStatement',
} as const;

const decideToAnnul = {
  description: 'False results, reports during an ordered rectification, improper means, or another law.',
  meta: {
    by: ['decisionMaker'],
    under: cmaMeasures2015('45'),
    needs: 'annulmentDecision',
    decides,
    effects: [
      { do: 'enterBan', when: 'banYears', with: { yearsAt: 'banYears', groundAt: 'annulmentGround' } },
    ],
  },
  guard: 'theAnnulmentHasAGround',
  target: 'annulled',
  actions: 'recordAnnulment',
} as const;

const decideToAnnulItems = {
  description: 'The same of some items; the others stay in force.',
  meta: {
    by: ['decisionMaker'],
    under: cmaMeasures2015('45'),
    needs: 'itemAnnulmentDecision',
    decides,
    effects: [
      { do: 'annulCertificateItems' },
      { do: 'enterBan', when: 'banYears', with: { yearsAt: 'banYears', groundAt: 'itemsAnnulmentGround' } },
    ],
  },
  guard: 'theItemsMayBeAnnulled',
  actions: 'recordItemAnnulment',
} as const;

/** Possible as long as it is in force, whatever becomes of a renewal. */
const inForce = {
  ...{ amend, beReplaced, cancel, cancelOnAGround },
  ...{ annul, annulItems, stateItsView, decideToAnnul, decideToAnnulItems },
} as const;

const machine = law.createMachine({
  id: 'certificate',
  version: '2015-08-01',
  description: 'A certificate of qualification approval, from its issue until it is no longer in force.',
  initial: 'valid',
  context: openedFile,
  meta: {
    opening: { by: ['anotherCase'], under: cmaMeasures2015('10') },
    clocks: {
      validity: {
        limit: { unit: 'untilDay', length: 0 },
        until: 'validUntil',
        from: 'today',
        under: cmaMeasures2015('11'),
        effect: 'statutory',
        words: { 'zh-CN': '证书有效期', en: 'validity of the certificate' },
      },
    },
  },
  states: {
    valid: {
      description: 'In force until its last day.',
      tags: ['in-force'],
      meta: { clocks: { validity: 'runs' } },
      on: {
        ...inForce,
        beginRenewal: {
          description: 'An application for renewal was accepted: from now on silence renews.',
          meta: { by: ['anotherCase'], under: cmaMeasures2015('11'), restarts: ['validity'] },
          target: 'inRenewal',
          actions: 'recordRenewal',
        },
        expire: {
          description: 'Its last day is over, and no renewal was applied for, or it was refused.',
          meta: { by: ['clock'], on: 'validity', under: cmaMeasures2015('11') },
          target: 'expired',
          actions: 'recordExpiry',
        },
      },
    },

    inRenewal: {
      description: 'In force; the authority has to decide on the renewal before its last day.',
      tags: ['in-force'],
      meta: { clocks: { validity: 'runs' } },
      on: {
        ...inForce,
        endRenewal: {
          description: 'The renewal was refused, or the body took it back: it ends with its last day.',
          meta: { by: ['anotherCase'], under: cmaMeasures2015('11'), restarts: ['validity'] },
          target: 'valid',
          actions: 'recordEndOfRenewal',
        },
        stayInForce: {
          description: 'Nobody decided in time: the renewal is deemed granted.',
          meta: { by: ['clock'], on: 'validity', under: licensingLaw2003('50') },
          target: 'renewedBySilence',
          actions: 'recordRenewalBySilence',
        },
      },
    },

    renewedBySilence: {
      description: 'In force beyond its last day, until the new certificate takes its place.',
      tags: ['in-force'],
      on: {
        ...inForce,
        // A refusal that comes after silence has renewed changes nothing here; only the body gives that up.
        endRenewal: [
          {
            description: 'The body gives the renewal up: the certificate has expired.',
            meta: { by: ['anotherCase'], under: licensingLaw2003('50') },
            guard: 'theBodyGaveTheRenewalUp',
            target: 'expired',
            actions: ['recordExpiry', 'recordEndOfRenewal'],
          },
          {
            description: 'A refusal that came too late: what is deemed granted stays so.',
            meta: { by: ['anotherCase'], under: licensingLaw2003('50') },
          },
        ],
      },
    },

    expired: {
      description: 'No longer in force; the authority cancels it.',
      tags: ['awaiting-authority'],
      on: {
        cancelAfterExpiry: {
          description: 'The office strikes it off.',
          meta: { by: ['certificateClerk'], under: cmaMeasures2015('40') },
          target: 'cancelled',
          actions: 'recordCancellationAfterExpiry',
        },
        beginRenewal: [
          {
            description: 'A renewal accepted before the last day, told after it: silence had renewed.',
            meta: { by: ['anotherCase'], under: licensingLaw2003('50') },
            guard: 'theRenewalWasAcceptedInTime',
            target: 'renewedBySilence',
            actions: ['recordRenewal', 'recordRenewalBySilence'],
          },
          {
            description: 'A renewal accepted too late changes nothing.',
            meta: { by: ['anotherCase'], under: licensingLaw2003('50') },
          },
        ],
        endRenewal: {
          description: 'The end of a renewal, told after the last day, changes nothing.',
          meta: { by: ['anotherCase'], under: cmaMeasures2015('11') },
        },
        ...{ amend, beReplaced, cancel, annul, annulItems, stateItsView, decideToAnnul },
      },
    },

    replaced: {
      description: 'The certificate of a renewal stands for it.',
      tags: ['terminal'],
      type: 'final',
    },
    cancelled: { description: 'Cancelled (注销) on an objective ground.', tags: ['terminal'], type: 'final' },
    annulled: {
      description: 'Annulled (撤销); what it allowed is not protected.',
      tags: ['terminal'],
      type: 'final',
    },
  },
});

/** The life of a certificate, edition of 2015-08-01. */
export const certificate20150801 = law.process(machine, { labels });
