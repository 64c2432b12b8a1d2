/**
 * The vocabulary of an invented allotment association, for the tests of this library. It has nothing to do with any
 * office, so that nobody takes the engine for a law.
 */
import { vocabulary } from './index.js';
import type { Provision, Words } from './index.js';

export const both = (en: string, zh: string): Words => ({ 'zh-CN': zh, en });
export const statutes = (article: string): Provision => ({ instrument: 'statutes2019', article });

export const association = vocabulary({
  roles: {
    gardener: { words: both('gardener', '园丁'), duty: 'applying', reach: 'own' },
    registrar: { words: both('registrar', '登记员'), duty: 'intake', reach: 'jurisdiction' },
    inspector: {
      words: both('inspector', '验收员'),
      duty: 'assessment',
      reach: 'case',
      namedAt: 'inspector',
    },
    board: { words: both('board', '理事会'), duty: 'decision', reach: 'jurisdiction' },
    treasurer: { words: both('treasurer', '司库'), duty: 'issuing', reach: 'jurisdiction' },
    calendar: { words: both('the clock', '时钟'), duty: 'clock', reach: 'none' },
  },
  instruments: {
    statutes2019: {
      title: both('Statutes of 2019', '2019年章程'),
      inForceFrom: '2019-03-01',
      source: 'https://example.org/statutes',
    },
    statutes2030: { title: both('Statutes of 2030', '2030年章程'), inForceFrom: '2030-01-01' },
  },
  evidence: {
    application: { fingerprint: 'application-1', words: both('application form', '申请表') },
    viewing: { fingerprint: 'viewing-1', words: both('viewing record', '看地记录') },
    inspection: { fingerprint: 'inspection-1' },
  },
  guards: {
    aPlotIsFree: {
      says: both('a plot is free', '有空闲地块'),
      otherwise: both('no plot is free', '没有空闲地块'),
      reads: 'file',
      holds: (_context, { world }) => typeof world.freePlots === 'number' && world.freePlots > 0,
    },
    theGardenerHasWaited: {
      says: both('the gardener has declined fewer than two plots', '园丁拒绝的地块少于两块'),
      otherwise: both('the gardener has declined two plots', '园丁已拒绝两块地'),
      reads: 'file',
      holds: ({ declined }) => typeof declined === 'number' && declined < 2,
    },
    theGardenerLikesThePlot: {
      says: both('the gardener likes the plot', '园丁满意该地块'),
      otherwise: both('the gardener does not like the plot', '园丁不满意该地块'),
      reads: 'evidence',
      holds: (_context, { evidence }) => evidence.verdict === 'liked',
    },
    theShedIsEmpty: {
      says: both('the shed is empty', '工棚已清空'),
      otherwise: both('the shed is not empty', '工棚未清空'),
      reads: 'evidence',
      holds: (_context, { evidence }) => evidence.shedEmpty === true,
    },
    theGardenerIsKnown: {
      says: both('the gardener was a member before', '园丁曾是会员'),
      otherwise: both('the gardener was never a member', '园丁从未是会员'),
      reads: 'file',
      holds: ({ memberBefore }) => memberBefore === true,
    },
  },
  assigns: {
    noteThePlot: (_context, { world, today }) => ({ plot: world.plot ?? 'plot-0', offeredOn: today }),
    noteTheDay: (_context, { evidence, today }) => ({ appliedOn: evidence.appliedOn ?? today }),
    countTheRefusal: ({ declined }) => ({ declined: Number(declined) + 1, plot: null }),
    noteTheLease: (_context, { world }) => ({ lease: world.lease ?? 'L-0' }),
    noteTheInspector: (_context, { evidence }) => ({ inspector: evidence.inspector ?? null }),
  },
  effects: {
    writeToTheGardener: both('a letter is sent', '发函'),
    openAKeyCase: both('a case for the keys is opened', '开启钥匙案件'),
  },
  series: { leases: both('lease numbers', '租约编号') },
});
