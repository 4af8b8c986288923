// Package stats holds the statistics behind cards and rankings. It knows no
// files and no database: numbers in, numbers out. Every function is compared
// with an independent computation in Python or R (testdata/stats).
//
// A unit is a major, a college or a school; a [Count] says that K of its N
// graduates are placed. All rates are shares of one.
//
// # One rate
//
// [Wilson] is the score interval of a share (Wilson 1927, JASA 22, 209–212):
// the p with |k/n − p| ≤ z √(p(1−p)/n). It needs no model and no other unit.
//
// # Classes are not coins
//
// The graduates of one class are not independent: one employer takes twenty.
// The variance of K is then φ n p(1−p) with φ ≥ 1 (quasi-likelihood: Wedderburn
// 1974, Biometrika 61, 439–447; McCullagh & Nelder 1989, §4.5).
// [Overdispersion] estimates φ = X²/(m−1) from m ≥ 3 cohorts of a unit, X²
// being Pearson's Σ (k−np)²/(np(1−p)) about the pooled rate p.
// [ClassDispersion] pools X² and degrees of freedom over many units;
// [DispersionBySize] lets φ grow with the class, as it does where whole classes
// have good and bad years. A class of n then tells as much as n/φ independent
// graduates ([Dispersion.Effective]).
//
// # Borrowing from peers
//
// Rates of peers scatter as a beta distribution Beta(a, b); their counts are
// then beta-binomial (Griffiths 1973, Biometrics 29, 637–648):
//
//	P(k) = C(n,k) B(k+a, n−k+b) / B(a,b)
//
// [NewGroup] finds a and b by maximum likelihood, [Group.Without] does it again
// with one unit left out, so that no unit is judged by itself. Log-likelihood
// and derivatives are sums over tail counts (Griffiths 1973):
//
//	Σ_i [ψ(k_i+a) − ψ(a)] = Σ_{j≥0} #{i: k_i > j} / (a+j)
//
// Where the peers scatter no more than coins would, the likelihood grows
// towards a+b → ∞; Fit.Boundary says so (score at 1/(a+b) = 0: Tarone 1979,
// Biometrika 66, 585–590; for a given mean the likelihood has one peak: Levin &
// Reeds 1977, Annals of Statistics 5, 79–87). A few small peers that happen to
// agree prove little, so the prior made of such a fit ([Fit.Prior]) has the
// smallest a+b that a one-sided likelihood-ratio test at 5 % does not refute.
//
// [Posterior] is the peers' beta with the unit's own graduates added:
// Beta(A + K/φ, B + (N−K)/φ). [Below] is its share under a line, [AllBelow] the
// product over years, [Shrink] its mean and equal-tailed interval.
//
// # The next class
//
// [Predict] is the interval of the next class's K. The variance of its rate is
// the posterior's variance plus φ E[p(1−p)]/n; the interval is that of the
// beta-binomial of n with this mean and variance.
//
// # Many units
//
// [Ranks] draws every unit's rate from its posterior, ranks each draw and gives
// the 90 % interval of the rank (Goldstein & Spiegelhalter 1996, JRSS A 159,
// 385–443). [Adjust] are p-values adjusted for looking at many units (Benjamini
// & Hochberg 1995, JRSS B 57, 289–300).
//
// [Standardise] compares a unit with others of the same composition: its
// expected count is Σ over strata of its people times the rate of all other
// units in the stratum (indirect standardisation, as the benchmarks of the UK
// performance indicators: HESA; Draper & Gittoes 2004, JRSS A 167, 449–474).
//
// # Surveys
//
// Of a survey's roster everything but the answers is known. [Rake] weights the
// answers so that they reproduce the roster's margins (level, discipline, …):
// iterative proportional fitting (Deming & Stephan 1940), small categories put
// together first, weights above a cap trimmed and raked again as R's survey
// does (Lumley 2004, Journal of Statistical Software 9(8)). What was put
// together, how much was cut and whether margins and cap hold is part of the
// result. People who agree on every margin are one [SampleCell], and a value is
// told as ([Answer]) how many of a cell gave it.
//
// [Raking.Mean], [Raking.Share], [Raking.Ratio] and [Raking.Quantile] estimate
// a domain. They print Kish's [DesignEffect] and [EffectiveN] (Kish 1965), but
// their intervals come from what the margins leave unexplained (Deville &
// Särndal 1992), since Kish's, deff × s²/n (1 − n/N), ignores that margins
// explain pay: where they explained about half of its variance, its 95 %
// intervals held the truth 99 times in 100. The finite population correction is
// 1 − 1/w for each answer; one 1 − n/N for all makes the error too small where
// weights differ much.
//
// Raking mends only what the margins see. [Band] and [ShareBand] say what
// follows if those who did not answer differ by so much; where answering
// depends on the answer itself, no interval here is right
// (TestBandsWhereAnsweringDependsOnPay). [Imbalance] compares the composition of
// the answers with the roster's.
package stats
