import { expect, it } from 'vitest'
import { exportFile } from '#main/core/export/exportFile.ts'
import { notesOf } from '#shared/doc/roots.ts'
import { fromMarkdown } from '#shared/domain/prose/fromMarkdown.ts'
import { valueOf } from '#shared/domain/result.ts'
import { partsOf, sampleIncident, writePage } from '#test/support/exportSample.ts'
import { readPdf } from '#test/support/readPdf.ts'

const SAID = [
  '決済サービスが停止しました。原因は「証明書」の期限切れです。復旧作業を続けています。再発を防ぐために監視を追加し、手順書を更新します。',
  '支付服务已恢复，请继续观察。',
  '결제 서비스가 복구되었습니다.',
  'Rollback 🚒 🔥 🎉 done 😀'
]

it('P83 a PDF has Japanese, Chinese, Korean and emoji in fonts of its own that hold little else', async () => {
  const sample = sampleIncident()
  writePage(notesOf(sample.doc), fromMarkdown(`## 障害の概要\n\n${SAID.join('\n\n')}\n\n\`設定\` **強い** *斜体*`))
  const { bytes } = valueOf(await exportFile('notes', 'pdf', partsOf(sample)))
  const words = readPdf(bytes).pages.join('').replace(/\s+/g, '')
  for (const said of [...SAID, '障害の概要', '設定', '強い', '斜体']) expect(words).toContain(said.replace(/\s+/g, ''))
  expect(words).not.toContain('Thefontsofthisfile')
  expect(bytes.length).toBeLessThan(400_000)
})
