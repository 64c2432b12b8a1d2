import { Controller } from '@nestjs/common';
import { ProfileViews, type Caller } from '#casework';
import { Asking } from './caller.js';
import { Route } from './operation.js';
import * as answers from './profile-answers.js';

/** The profiles of the office: lanes and settings. They change by cases of the process `profileChange` alone. */
@Controller()
export class ProfilesController {
  constructor(private readonly views: ProfileViews) {}

  @Route('GET /api/v1/profiles', {
    tag: 'office',
    summary: {
      'zh-CN': '通道方案：现行的和随版本提供的，及其来源与说明',
      en: 'Profiles in force and those that come with the release, with sources and remarks',
    },
    keys: 'none',
    answers: { 200: { words: { 'zh-CN': '通道方案', en: 'The profiles' }, schema: answers.profiles } },
  })
  async profiles(@Asking() caller: Caller): Promise<unknown> {
    return this.views.list(caller);
  }
}
