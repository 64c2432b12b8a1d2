import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fieldErrors } from '#casework';
import { Refused, type FieldError } from '#refusals';
import { text } from '#regulations';
import { malformedRequest } from './problem.js';

export interface Upload<Fields> {
  fields: Fields;
  /** Name as given, without any folder; it is shown and never used as a path. */
  name: string;
  bytes: Buffer;
}

const fileName = text(200);
const missing: FieldError = {
  pointer: '/file',
  message: {
    'zh-CN': '表单应含一个名为 file 的文件。',
    en: 'The form brings one file, in the field "file".',
  },
};

/** Reads a form with one file of at most `fileSize` bytes; its other fields must fit the schema. */
export async function readUpload<Fields>(
  request: FastifyRequest,
  schema: z.ZodType<Fields>,
  fileSize: number,
): Promise<Upload<Fields>> {
  const said: Record<string, unknown> = {};
  const files: { name: string; bytes: Buffer }[] = [];
  const limits = { fileSize, files: 1, fields: 10, fieldSize: 1000, fieldNameSize: 100, parts: 12 };
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file') {
        const bytes = await part.toBuffer();
        if (part.fieldname !== 'file') said[part.fieldname] = null;
        else files.push({ name: part.filename ?? '', bytes });
      } else if (part.fieldname in said || part.valueTruncated) {
        said[part.fieldname] = null;
      } else {
        said[part.fieldname] = part.value;
      }
    }
  } catch (error) {
    throw refusalOfForm(error, fileSize);
  }
  const parsed = schema.safeParse(said);
  const [file] = files;
  const named = fileName.safeParse(file?.name ?? '');
  const errors = [
    ...(parsed.success ? [] : fieldErrors(parsed.error.issues)),
    ...(file === undefined ? [missing] : []),
    ...(file !== undefined && !named.success
      ? fieldErrors(named.error.issues).map((error) => ({ ...error, pointer: '/file/name' }))
      : []),
  ];
  if (file === undefined || !parsed.success || errors.length > 0) {
    throw new Refused('evidence-does-not-fit', { errors });
  }
  return { fields: parsed.data, ...file };
}

function refusalOfForm(error: unknown, fileSize: number): Error {
  if (error instanceof Refused) return error;
  const { code } = error as { code?: unknown };
  if (code === 'FST_REQ_FILE_TOO_LARGE')
    return new Refused('body-too-large', { params: { limit: fileSize } });
  return malformedRequest(
    '表单无法读取（至多一个文件、十个字段）',
    'its form cannot be read (one file and ten fields at most)',
  );
}
