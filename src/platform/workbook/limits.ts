import { WORKBOOK_BYTES } from '#kernel/workbook'

export interface WorkbookLimits {
  /** Of the file as it lies on the disk. */
  readonly bytes: number
  /** Files within the archive: a picture of each pupil is one. */
  readonly parts: number
  /** Of all parts together and unpacked, in bytes. */
  readonly unpacked: number
  /** How much smaller than its content an archived part of more than {@link RATIO_FROM} bytes may be. */
  readonly ratio: number
  readonly sheets: number
  /** Rows and cells with something in them, in all sheets together. */
  readonly rows: number
  readonly cells: number
  readonly columns: number
  readonly merges: number
  /** Texts that the file keeps once for all sheets. */
  readonly strings: number
}

/** 20,000 pupils × 20 columns unpack to about 25 MB, packed 1:10 to 1:30. Deflate ends at 1:1032, and bombs live there. */
export const WORKBOOK_LIMITS: WorkbookLimits = {
  bytes: WORKBOOK_BYTES, parts: 5_000, unpacked: 96 * 1024 * 1024, ratio: 250, sheets: 50,
  rows: 30_000, cells: 1_000_000, columns: 200, merges: 50_000, strings: 1_000_000,
}

/** Little that is packed well harms nobody: a sheet of a thousand equal rows is no bomb. */
export const RATIO_FROM = 8 * 1024 * 1024
