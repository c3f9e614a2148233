import type { Place } from '../../domain/sample.ts'

export const placeName = ({ file, line }: Place): string => `${file}:${line}`
