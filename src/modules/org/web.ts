export { academicYearOf, className, gradeOf, type ClassFacts } from './classes/class.rules.ts'
