# Computes what the raking of pipelines/stats is compared with, by R's survey.
#
#     Rscript testdata/stats/make_rake_goldens.R
#
# Writes rake_*.csv and versions_r.txt of this folder; README.md says what each
# file holds. Everything is seeded: the same versions write the same files.
suppressMessages(library(survey))

here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
MARGINS <- 5 # columns for margins in the files; a case may use fewer

# --- the cases ---------------------------------------------------------------

# people draws a roster: one row a person, categories numbered from 0.
people <- function(n, shares) {
  as.data.frame(lapply(shares, function(p) sample(seq_along(p) - 1L, n, TRUE, p)))
}

# answering draws who answers, by log odds per category.
answering <- function(roster, base, odds) {
  log_odds <- base + Reduce(`+`, Map(function(m, o) o[roster[[m]] + 1], names(odds), odds))
  runif(nrow(roster)) < plogis(log_odds)
}

# values gives pay then and now, and whether the job suits.
values <- function(roster) {
  effect <- Reduce(`+`, lapply(seq_along(roster), function(m) 0.06 * ((roster[[m]] * (m + 2)) %% 5)))
  before <- exp(8.4 + effect + rnorm(nrow(roster), 0, 0.3))
  after <- before * exp(0.25 + rnorm(nrow(roster), 0, 0.2))
  list(before = 100 * round(before / 100), after = 500 * round(after / 500),
       suits = as.integer(runif(nrow(roster)) < plogis(0.4 + effect)))
}

even <- function(k) rep(1 / k, k)
falling <- function(k) { p <- 0.7^(seq_len(k)); p / sum(p) }

make_case <- function(name, n, shares, base, odds, least = 5, cap = 5, nested = FALSE) {
  names(shares) <- paste0("m", seq_along(shares))
  roster <- people(n, shares)
  if (nested) roster$m2 <- roster$m1 %/% 3L # a discipline holds three majors
  answered <- if (is.null(odds)) rep(TRUE, n) else answering(roster, base, odds)
  list(name = name, roster = roster, answered = answered, values = values(roster),
       sizes = vapply(roster, function(m) max(m) + 1L, 1L), least = least, cap = cap)
}

cases <- function() {
  set.seed(20240831)
  skew <- function(k, by) seq(-by, by, length.out = k)
  list(
    make_case("one_margin", 300, list(even(3)), -0.3, list(m1 = skew(3, 0.5))),
    make_case("two_margins", 500, list(c(.7, .3), falling(4)), -0.4, list(m1 = c(0, .8), m2 = skew(4, .6))),
    make_case("even", 800, list(even(3), even(4), even(2)), 0, list(m1 = skew(3, 0))),
    make_case("everybody", 120, list(even(3), c(.6, .4)), 0, NULL),
    make_case("sparse", 6000, list(falling(3), falling(12), c(.52, .48), falling(4), falling(8)), -0.9,
              list(m1 = skew(3, .6), m2 = skew(12, .5), m3 = c(-.2, .2), m5 = -skew(8, .7)), cap = Inf),
    make_case("merged", 260, list(falling(6), falling(9), c(.97, .03)), -0.8, list(m1 = skew(6, .5))),
    make_case("least_twenty", 700, list(falling(8), falling(5)), -0.9, list(m2 = skew(5, .8)), least = 20),
    make_case("nested", 900, list(falling(9), even(3), c(.5, .5)), -0.5, list(m1 = skew(9, .7), m3 = c(.3, -.3)),
              nested = TRUE),
    make_case("trimmed", 2500, list(falling(5), falling(4), c(.6, .4)), -1.6,
              list(m1 = -skew(5, 1.2), m2 = -skew(4, 1), m3 = c(.5, -.5))),
    make_case("trimmed_hard", 3000, list(falling(6), falling(7), c(.6, .4), even(3)), -1.7,
              list(m1 = skew(6, 1.3), m2 = -skew(7, 1.2), m3 = c(-.4, .4)), cap = 2.5),
    make_case("cap_too_low", 1500, list(c(.5, .5), even(3)), -1.2, list(m1 = c(1.6, -1.6)), cap = 1.5)
  )
}

# --- raking ------------------------------------------------------------------

# merge_small gives each category its group: those with fewer than least answers
# together, and where they are few even so, the least answered of the rest too.
merge_small <- function(roster, answers, size, least) {
  people <- tabulate(roster + 1L, size)
  given <- tabulate(answers + 1L, size)
  small <- which(people > 0 & given < least)
  rest <- setdiff(which(people > 0), small)
  if (length(small) && sum(given[small]) < least && length(rest)) small <- c(small, rest[which.min(given[rest])])
  group <- seq_len(size)
  if (length(small)) group[small] <- min(small)
  group
}

rake_until <- function(design, margins, totals) {
  rake(design, margins, totals, control = list(maxit = 20000, epsilon = 1e-14))
}

# stable is the limit that survives being turned into a probability and back;
# otherwise trimWeights(strict = TRUE) never ends.
stable <- function(limit) {
  while (1 / (1 / limit) != limit) limit <- 1 / (1 / limit) * (1 - 2^-52)
  limit
}

rake_case <- function(case) {
  data <- case$roster[case$answered, , drop = FALSE]
  all <- case$roster
  used <- character()
  for (m in names(case$roster)) {
    group <- merge_small(case$roster[[m]], data[[m]], case$sizes[[m]], case$least)
    all[[m]] <- factor(group[case$roster[[m]] + 1L])
    data[[m]] <- factor(group[data[[m]] + 1L], levels = levels(all[[m]]))
    if (nlevels(all[[m]]) > 1) used <- c(used, m)
  }
  data <- cbind(data, as.data.frame(case$values)[case$answered, ])
  data$start <- nrow(all) / nrow(data)
  design <- svydesign(ids = ~1, weights = ~start, data = data)
  margins <- lapply(used, function(m) as.formula(paste0("~", m)))
  totals <- lapply(used, function(m) setNames(as.data.frame(table(all[[m]])), c(m, "Freq")))
  design <- rake_until(design, margins, totals)
  limit <- stable(case$cap * nrow(all) / nrow(data))
  cut <- rep(FALSE, nrow(data))
  cycles <- 0
  while (cycles < 20 && max(weights(design)) > limit * (1 + 1e-6)) {
    design <- trimWeights(design, upper = limit, strict = TRUE)
    cut <- cut | weights(design) >= limit * (1 - 1e-12)
    design <- rake_until(design, margins, totals)
    cycles <- cycles + 1
  }
  list(design = design, data = data, used = used, cycles = cycles, trimmed = sum(cut))
}

# --- estimates ---------------------------------------------------------------

# spread is the standard error of a ratio in a domain: residuals of lm() on the
# margins, their total's variance under Poisson sampling by survey.
spread <- function(raked, num, den, domain, people) {
  w <- weights(raked$design)
  ratio <- sum((w * num)[domain]) / sum((w * den)[domain])
  z <- ifelse(domain, (num - ratio * den) / sum((w * den)[domain]), 0)
  data <- raked$data
  data$z <- z * 1e6 # lm() rounds small residuals
  fit <- lm(as.formula(paste("z ~ 1", if (length(raked$used)) "+", paste(raked$used, collapse = "+"))), data, weights = w)
  data$e <- residuals(fit) / 1e6
  scaled <- ifelse(domain, w * people / sum(w[domain]), w)
  p <- pmin(1, 1 / scaled)
  data$y <- w * data$e * p
  data$p <- p
  total <- svytotal(~y, svydesign(ids = ~1, fpc = ~p, data = data, pps = poisson_sampling(p)))
  n <- sum(domain)
  m <- nrow(data)
  free <- sum(vapply(raked$used, function(u) nlevels(data[[u]]) - 1L, 1L))
  sqrt(as.numeric(vcov(total)) * n / (n - 1) * m / (m - free))
}

estimate <- function(case, raked, who, domain, people) {
  w <- weights(raked$design)[domain]
  d <- raked$data[domain, ]
  part <- raked$design[domain, ]
  quantiles <- coef(svyquantile(~after, part, c(.25, .5, .75), qrule = "math", ci = FALSE))
  n <- nrow(d)
  # se() is never asked for where everybody answered: nothing varies.
  se <- function(num, den) if (all(abs(weights(raked$design) - 1) < 1e-9)) 0 else spread(raked, num, den, domain, people)
  one <- rep(1, nrow(raked$data))
  data.frame(case = case$name, domain = who, people = people, n = n,
    deff = n * sum(w^2) / sum(w)^2, n_eff = sum(w)^2 / sum(w^2),
    mean = as.numeric(coef(svymean(~after, part))), unweighted = mean(d$after), se = se(raked$data$after, one),
    q25 = quantiles[1], q50 = quantiles[2], q75 = quantiles[3],
    share = as.numeric(coef(svymean(~suits, part))), share_se = se(raked$data$suits, one),
    growth = as.numeric(coef(svyratio(~after, ~before, part))), growth_se = se(raked$data$after, raked$data$before))
}

# --- writing -----------------------------------------------------------------

write_csv <- function(name, rows) {
  number <- vapply(rows, is.double, TRUE)
  rows[number] <- lapply(rows[number], function(x) sprintf("%.15g", x))
  write.csv(rows, file.path(here, name), row.names = FALSE, quote = FALSE, eol = "\n")
}

# five fills the columns of margins that a case does not have with -1.
five <- function(categories) {
  for (m in paste0("m", seq_len(MARGINS))) if (is.null(categories[[m]])) categories[[m]] <- -1L
  categories[paste0("m", seq_len(MARGINS))]
}

tables <- lapply(cases(), function(case) {
  raked <- rake_case(case)
  key <- do.call(paste, case$roster)
  cell <- match(key, unique(key)) - 1L
  first <- !duplicated(key)
  w <- weights(raked$design)
  weight <- rep(0, sum(first))
  weight[cell[case$answered] + 1L] <- w
  cells <- data.frame(case = case$name, five(case$roster[first, , drop = FALSE]),
    people = tabulate(cell + 1L), answers = tabulate(cell[case$answered] + 1L, sum(first)), weight = weight)
  answers <- aggregate(list(n = rep(1L, nrow(raked$data))), by = list(
    cell = cell[case$answered], before = raked$data$before, after = raked$data$after, suits = raked$data$suits), sum)
  answers <- cbind(case = case$name, answers[order(answers$cell, answers$before, answers$after, answers$suits), ])
  # A domain that is no margin: everybody whose cell is a multiple of three.
  part <- cell %% 3L == 0L
  estimates <- rbind(
    estimate(case, raked, "all", rep(TRUE, nrow(raked$data)), nrow(case$roster)),
    estimate(case, raked, "part", part[case$answered], sum(part)))
  summary <- data.frame(case = case$name, least = case$least, cap = case$cap, cycles = as.integer(raked$cycles),
    trimmed = raked$trimmed, largest = max(w) / mean(w), used = length(raked$used))
  list(cells = cells, answers = answers, estimates = estimates, cases = summary)
})
for (name in c("cases", "cells", "answers", "estimates")) {
  write_csv(paste0("rake_", name, ".csv"), do.call(rbind, lapply(tables, `[[`, name)))
}
writeLines(c(paste("R", getRversion()), paste("survey", packageVersion("survey"))), file.path(here, "versions_r.txt"))
