import type { Stage } from '#modules/org/index'

/** One stage of a demo school: `grades` × `classes` classes of about `size` children. */
export interface StagePlan { readonly stage: Stage; readonly grades: number; readonly classes: number; readonly size: number }

export interface SchoolPlan {
  readonly key: string
  readonly code: string
  readonly name: string
  readonly street: string
  readonly stages: readonly StagePlan[]
  /** How eagerly its head teachers visit: share of the children reached in a whole year. */
  readonly zeal: number
}

export interface DistrictPlan {
  readonly regionId: number
  readonly key: string
  readonly code: string
  readonly name: string
  /** What the district adopts: the document of its province and its own. */
  readonly docs: readonly string[]
  readonly neighbourhoods: readonly string[]
  readonly schools: readonly SchoolPlan[]
}

export const PROVINCE = { regionId: 1, code: '990000', name: '云杉省（虚构）' } as const

const school = (key: string, spec: Omit<SchoolPlan, 'key'>): SchoolPlan => ({ key, ...spec })

/** Two districts, six schools of all stages, about 5,000 children. Every name is invented; 99 is no code of GB/T 2260. */
export const DISTRICTS: readonly DistrictPlan[] = [
  {
    regionId: 2, key: 'yunhe', code: '990101', name: '云杉省示例市云河区（虚构）', docs: ['shanxi-2023-3', 'tianjin-hebei-2024-17'],
    neighbourhoods: ['柳岸小区', '桥东新村', '石榴花园', '云河里', '北仓胡同', '书院街', '银杏苑', '渡口新居'],
    schools: [
      school('kindergarten', { code: '9900000001', name: '云河区示例第一幼儿园', street: '柳岸街道', zeal: 0.7, stages: [{ stage: 'kindergarten', grades: 3, classes: 4, size: 25 }] }),
      school('primary', { code: '9900000002', name: '云河区示例小学', street: '柳岸街道', zeal: 0.97, stages: [{ stage: 'primary', grades: 6, classes: 5, size: 40 }] }),
      school('junior', { code: '9900000003', name: '云河区示例初级中学', street: '桥东街道', zeal: 0.82, stages: [{ stage: 'junior', grades: 3, classes: 8, size: 42 }] }),
      school('senior', { code: '9900000004', name: '云河区示例高级中学', street: '石榴街道', zeal: 0.66, stages: [{ stage: 'senior', grades: 3, classes: 6, size: 45 }] }),
    ],
  },
  {
    regionId: 3, key: 'songling', code: '990102', name: '云杉省示例市松岭区（虚构）', docs: ['shanxi-2023-3', 'jincheng-chengqu-2024-37'],
    neighbourhoods: ['松风苑', '岭南新区', '梅园里', '水车巷', '林场家属院', '西坡小区'],
    schools: [
      school('nine-year', {
        code: '9900000005', name: '松岭区示例九年一贯制学校', street: '岭下街道', zeal: 0.9,
        stages: [{ stage: 'primary', grades: 6, classes: 3, size: 40 }, { stage: 'junior', grades: 3, classes: 3, size: 42 }],
      }),
      school('vocational', { code: '9900000006', name: '松岭区示例职业学校', street: '岭下街道', zeal: 0.6, stages: [{ stage: 'vocational', grades: 3, classes: 4, size: 40 }] }),
    ],
  },
]
