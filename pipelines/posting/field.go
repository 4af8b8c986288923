package posting

import "slices"

// Field is a column of a posting, named as in staging.stg_posting.
type Field string

// The fields that rules may look at, in the order in which hits are listed.
// Who reviewed the posting is none of them: it is a person.
const (
	Employer    Field = "employer_name"
	LegalPerson Field = "legal_person"
	Agency      Field = "agency"
	Permit      Field = "permit_no"
	Position    Field = "position"
	Description Field = "description"
	Requirement Field = "requirement"
	Level       Field = "level_required"
	School      Field = "school_required"
	Gender      Field = "gender_required"
	Age         Field = "age_required"
	Hukou       Field = "hukou_required"
	Place       Field = "place"
	Pay         Field = "pay"
	Fee         Field = "fee"
)

// Fields lists them.
func Fields() []Field {
	return []Field{Employer, LegalPerson, Agency, Permit, Position, Description, Requirement,
		Level, School, Gender, Age, Hukou, Place, Pay, Fee}
}

// freeText are the fields of a pattern that names none.
var freeText = []Field{Position, Description, Requirement}

func known(f Field) bool { return slices.Contains(Fields(), f) }

var titles = map[Field]string{Employer: "单位名称", LegalPerson: "法人资格", Agency: "人力资源服务机构", Permit: "人力资源服务许可证号",
	Position: "岗位名称", Description: "岗位说明", Requirement: "招聘条件", Level: "学历要求", School: "院校要求", Gender: "性别要求",
	Age: "年龄要求", Hukou: "户籍要求", Place: "工作地点", Pay: "薪资", Fee: "收费项目"}

// Title is the heading of the column in the template.
func (f Field) Title() string { return titles[f] }

// Posting is what one row says, field by field, as its cells have it.
type Posting map[Field]string
