import type { RosterKind } from '../row.contract.ts'

/** An invented sheet as schools keep it: a title, a header, classes and days in several writings. */
const EXAMPLES: Readonly<Record<RosterKind, { readonly words: readonly string[]; readonly rows: readonly (readonly string[])[] }>> = {
  students: {
    words: [
      '表头上面有标题行、表头占两行、有合并单元格、各年级分开几个工作表，都可以。',
      '列的先后不限，“姓名”“学生姓名”、“身份证号”“身份证件号”都认得；认错的可以在下一步改。',
      '班级写 三(2)班、三年级2班、302、2024级2班 都可以；日期写 2017.9.1、20170901、二〇一七年九月一日 都可以。',
      '身份证号、学籍号请存成文本，否则末几位会丢失；丢失的会被指出，不会导入。',
    ],
    rows: [
      ['学生姓名', '性别', '出生日期', '所在班级', '监护人1姓名', '关系', '联系电话'],
      ['张同学', '男', '2017.9.1', '三(2)班', '张家长', '父亲', '139 0000 0001'],
      ['阿依努尔·示例', '女', '20170412', '三年级2班', '示例家长', '母亲', '13900000002'],
    ],
  },
  staff: {
    words: [
      '一人一行或一岗一行都可以；同一人的几个岗位会合在一起。',
      '“职务”写 校长、副校长、德育主任、班主任、任课教师 等；“班主任班级”“任教班级”可以写几个班，用顿号分开。',
      '列的先后不限；认错的可以在下一步改。',
    ],
    rows: [
      ['姓名', '手机', '职务', '班主任班级', '任教学科', '任教班级'],
      ['王老师甲', '13900000003', '班主任', '三(2)班', '语文', '三(1)班、三(2)班'],
      ['李老师乙', '13900000004', '德育处主任', '', '数学', '四(1)班'],
    ],
  },
}

/** What the importer understands, with an example to open. */
export function Shapes({ kind }: { readonly kind: RosterKind }) {
  const { words, rows: [head = [], ...rows] } = EXAMPLES[kind]
  return (
    <details className="ro-shapes">
      <summary>能读懂什么样的表</summary>
      <ul>{words.map((word) => <li key={word}>{word}</li>)}</ul>
      <div className="ro-example" role="region" aria-label="示例" tabIndex={0}>
        <table>
          <thead><tr>{head.map((heading) => <th key={heading} scope="col">{heading}</th>)}</tr></thead>
          <tbody>{rows.map((row) => <tr key={row[0]}>{row.map((text, at) => <td key={head[at]}>{text}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </details>
  )
}
