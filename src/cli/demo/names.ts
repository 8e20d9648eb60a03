import type { Random } from './random.ts'

const SURNAMES = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严']
/** Children are called after plants, birds and weather, staff after words for examples: visibly invented. */
const LITTLE = [...'荷杉桐松柳梅兰竹菊桃杏枫榆槐桂樱蓝青星云雨雪风露霜晨岚溪泉湖海石山川岭禾麦谷稻豆果芽苗叶枝鹿燕鹤雁鸽莺雀蝶鲤帆舟桥灯笛琴棋书画墨砚纸弦歌谣']
const DOUBLED = [...'一可子文亦思安知乐欣嘉小']
const EXAMPLE = ['示远', '示宁', '示文', '示嘉', '示和', '示清', '例安', '例言', '例行', '例知', '例明', '例新', '示范', '示恒', '例真', '示达']
/** Long names and names with a dot must fit everywhere, so some of the invented ones are of that kind. */
const LONG = ['阿依小荷·示例江', '娜仁小云·示例其其格', '巴特小松·示例巴雅尔', '古丽小星·示例江·云杉', '扎西小雪·示例卓玛']

export const surname = (random: Random): string => random.pick(SURNAMES)

export const childName = (random: Random, family: string): string =>
  random.chance(0.006) ? random.pick(LONG) : `${family}${random.pick(DOUBLED)}${random.pick(LITTLE)}`

export const adultName = (random: Random, family = surname(random)): string => `${family}${random.pick(EXAMPLE)}`

const NOTES = [
  '在家能主动做家务，作息规律。', '家长晚班较多，晚饭由老人照顾，孩子情绪稳定。', '喜欢拼装和画画，愿意在班里做宣传委员。', '家长希望多了解学校的社团活动。',
  '孩子和弟弟妹妹相处很好，家里读书气氛浓。', '最近睡得偏晚，与家长商量了作息安排。', '性格慢热，在家常提到同桌，交友情况良好。', '家长对饮食过敏很关心，已记下注意事项。',
  '父母轮流陪伴，周末常去图书馆。', '家长提到孩子上学路上要过大路口，已讲安全路线。', '在家比在校活泼，喜欢讲故事。', '新搬来不久，正在适应环境。',
]
const PROMISES = ['下周问食堂过敏餐', '把社团报名表发给家长', '调整一次座位试试', '与体育老师商量训练时间', '期中后再通一次电话']

export const note = (random: Random): string => random.pick(NOTES)
export const promise = (random: Random): string => random.pick(PROMISES)
