# R with readxl, data.table and rmarkdown, from registers to a page of tables.
# report.R INPUT OUTPUT LEVEL REFERENCE; tables.csv is what is compared.
suppressPackageStartupMessages({library(data.table); library(readxl)})
args <- commandArgs(TRUE)
source_dir <- args[1]; target <- normalizePath(args[2]); scope <- args[3]; reference <- args[4]
script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
needed <- strsplit("性别代码 性别 民族代码 政治面貌代码 院校名称 学历 专业 生源所在地代码 城乡生源 毕业时间 困难生类别代码 困难生类别 所在院系 毕业去向代码 单位性质代码 单位行业代码 单位所在地代码 工作职位类别代码", " ")[[1]]
lookup <- function(name) fread(file.path(reference, paste0(name, ".csv")), colClasses = "character", encoding = "UTF-8")
read_one <- function(path) {
  if (grepl("csv$", path)) return(fread(path, select = needed, colClasses = "character", encoding = "UTF-8"))
  as.data.table(read_excel(path, col_types = "text", .name_repair = "minimal"))[, ..needed]
}

people <- rbindlist(lapply(sort(list.files(source_dir, full.names = TRUE)), read_one))
provinces <- lookup("province")
people[, cohort := substr(毕业时间, 1, 4)]
people[, level := c("本科生毕业" = "本科", "硕士生毕业" = "硕士")[学历]]
people[, college := if (scope == "province") 院校名称 else 所在院系]
people[, `:=`(major = 专业, gender = 性别, difficulty = 困难生类别, urban_rural = 城乡生源)]
people[, origin_code := substr(生源所在地代码, 1, 2)]
people[, origin := provinces$name[match(origin_code, provinces$code)]]
people[, work_code := substr(单位所在地代码, 1, 2)]
people[, destination := 毕业去向代码]

parts <- c("employed", "startup", "flexible", "further_study", "settled_other", "seeking", "not_seeking")
keys <- c("level", "college", "major", "gender", "origin", "difficulty", "urban_rural")
grains <- list(school = character(), level = "level", college = "college", college_level = c("level", "college"),
  major = c("level", "major"), college_major = c("level", "college", "major"), gender = "gender",
  gender_level = c("level", "gender"), origin = "origin", difficulty = "difficulty", urban_rural = "urban_rural")
partition <- merge(lookup("partition"), lookup("partition_part")[, .(edition, part, settled)], by = c("edition", "part"))
placement <- rbindlist(lapply(names(grains), function(grain) {
  by <- grains[[grain]]
  counts <- people[, .(n = .N), by = c("cohort", "destination", by)]
  counts <- merge(counts, partition, by.x = "destination", by.y = "code", allow.cartesian = TRUE)
  sums <- counts[, c(list(graduates = sum(n), settled = sum(n[settled == "1"])),
    setNames(lapply(parts, function(p) sum(n[part == p])), parts)), by = c("cohort", "edition", by)]
  sums[, `:=`(tab = "placement", grain = grain)]
}), fill = TRUE)
setcolorder(placement, c("tab", "cohort", "edition", "grain", keys, "graduates", "settled", parts))

dimensions <- c(gender = "性别代码", ethnicity = "民族代码", political = "政治面貌代码", difficulty = "困难生类别代码",
  origin_province = "origin_code", employer_nature = "单位性质代码", industry = "单位行业代码",
  occupation = "工作职位类别代码", work_province = "work_code", destination = "destination")
members <- lookup("population_member")
distribution <- rbindlist(lapply(names(dimensions), function(d) {
  cells <- people[, .(n = .N), by = c("cohort", "level", "毕业去向代码", dimensions[[d]])]
  setnames(cells, c("cohort", "level", "destination_code", "code", "n"))
  cells[is.na(code) | code == "", code := "未识别"]
  cells <- merge(cells, members, by = "destination_code", allow.cartesian = TRUE)
  both <- rbind(cells, copy(cells)[, level := "全部"])
  both[, .(n = sum(n)), by = .(cohort, population, level, code)][, `:=`(tab = "distribution", dimension = d)]
}))
distribution[, total := sum(n), by = .(cohort, dimension, population, level)]
setcolorder(distribution, c("tab", "cohort", "dimension", "population", "level", "code", "n", "total"))

out <- file.path(target, "tables.csv")
fwrite(placement, out, col.names = FALSE)
fwrite(distribution, out, col.names = FALSE, append = TRUE)
last <- max(people$cohort)
rmarkdown::render(file.path(dirname(script), "report.Rmd"), output_file = file.path(target, "report.html"),
  intermediates_dir = target, quiet = TRUE)
versions <- sapply(c("readxl", "data.table", "rmarkdown"), function(p) paste(p, packageVersion(p)))
cat(paste(c(paste("R", getRversion()), versions), collapse = ", "), file = file.path(target, "versions.txt"))
