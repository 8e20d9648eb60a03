// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { StateTag } from './StateTag.tsx'

const TONES = ['met', 'on-track', 'due-soon', 'overdue', 'excepted', 'neutral'] as const

afterEach(cleanup)

test('no two tones share a shape, so a photocopy says the same as the screen', () => {
  const shapes = TONES.map((tone) => render(<StateTag tone={tone} label="某状态" />).container.querySelector('svg')!.innerHTML)
  expect(new Set(shapes).size).toBe(TONES.length)
})
