# What metafor says of one answer: a list of names, our numbers and theirs. An answer that it has no method for stops with why.

numbers <- function(rows, name) vapply(rows, function(row) as.numeric(row[[name]]), 0)

opinion <- function(name, ours, theirs) list(name = name, ours = as.numeric(ours), theirs = as.numeric(theirs))

opinions <- function(answer, record) {
  if (!is.null(answer$pooled$fit)) return(pooled_opinions(answer$pooled$fit, record))
  if (!is.null(answer$panel)) return(rare_opinions(answer$panel, record))
  if (!is.null(answer$fit$components)) return(multilevel_opinions(answer, record))
  stop("metafor is not asked about this kind of answer")
}

# The variance that a control group brings to a comparison, for rows of one study that share it.
control_variance <- function(measure, group) {
  n <- group$total
  e <- group$events
  value <- switch(measure,
    MD = group$standardDeviation^2 / n,
    RR = 1 / e - 1 / n,
    OR = 1 / e + 1 / (n - e),
    RD = e * (n - e) / n^3,
    NULL)
  if (length(value) != 1 || !is.finite(value)) stop("rows share a control group, and how is not known here for ", measure)
  value
}

# A multilevel fit with the smallest tolerance that the optimiser reaches.
tight <- function(...) {
  for (tolerance in c(1e-14, 1e-11, 1e-8)) {
    fit <- tryCatch(rma.mv(..., sparse = FALSE, control = list(optimizer = "nlminb", rel.tol = tolerance)),
                    error = function(reason) NULL)
    if (!is.null(fit)) return(fit)
  }
  rma.mv(..., sparse = FALSE)
}

sampling_covariance <- function(record) {
  rows <- record$rows
  V <- diag(numbers(rows, "variance"), nrow = length(rows))
  for (i in seq_along(rows)) for (j in seq_len(i - 1)) {
    first <- rows[[i]]$groups
    second <- rows[[j]]$groups
    if (rows[[i]]$study != rows[[j]]$study || length(first) != 2 || length(second) != 2) next
    if (!identical(first[[2]], second[[2]])) next
    V[i, j] <- V[j, i] <- control_variance(record$question$measure$code, first[[2]])
  }
  V
}

# Intervals of TrialPool by the name that metafor has for them.
tests <- c("normal" = "z", "t" = "t", "hartung-knapp" = "knha", "hartung-knapp-guarded" = "adhoc")

pooled_opinions <- function(fit, record) {
  method <- record$method
  if (method$comparison$code != "inverse-variance") stop("it was combined by ", method$comparison$name)
  yi <- numbers(record$rows, "estimate")
  V <- sampling_covariance(record)
  level <- 100 * method$level
  test <- tests[fit$interval]
  if (is.na(test)) stop("metafor has no interval ", fit$interval)
  estimator <- if (method$model == "random") method$estimator$code else "EE"
  independent <- all(V[row(V) != col(V)] == 0)
  if (independent) {
    # One row has no factor of Hartung and Knapp; its own limits are those of the normal distribution.
    if (length(yi) == 1) test <- "z"
    theirs <- rma(yi, diag(V), method = estimator, test = test, level = level,
                  control = list(maxiter = 10000, threshold = 1e-14))
    tau2 <- theirs$tau2
  } else if (estimator == "EE") {
    theirs <- rma.mv(yi, V, test = if (test == "z") "z" else "t", level = level)
    tau2 <- 0
  } else {
    if (!estimator %in% c("REML", "ML")) stop("rows share a control group, for which metafor has no ", estimator)
    theirs <- tight(yi, V, random = ~ 1 | row, data = data.frame(row = seq_along(yi)), method = estimator, level = level)
    tau2 <- theirs$sigma2
  }
  ours <- fit$coefficients[[1]]
  found <- list(opinion("estimate", ours$estimate, theirs$beta))
  # Limits of rows that depend on each other go by degrees of freedom that metafor does not have.
  if (length(yi) > 1 && (independent || (estimator == "EE" && test == "z")))
    found <- c(found, list(opinion("lower limit", ours$limits$lower, theirs$ci.lb),
                           opinion("upper limit", ours$limits$upper, theirs$ci.ub)))
  if (length(yi) == 1) return(found)
  c(found,
    if (estimator != "EE") list(opinion("τ²", fit$heterogeneity$tau2, tau2)),
    list(opinion("Q", fit$heterogeneity$q, theirs$QE)))
}

# The two groups of comparisons, or the one of single groups, as columns.
counts <- function(record) {
  group <- function(place, name) vapply(record$rows, function(row) {
    value <- if (length(row$groups) < place) NULL else row$groups[[place]][[name]]
    if (is.null(value)) NA_real_ else as.numeric(value)
  }, 0)
  data.frame(ai = group(1, "events"), n1i = group(1, "total"), ci = group(2, "events"), n2i = group(2, "total"))
}

# One method of a panel in metafor; NULL for what it does not have.
rare_fit <- function(code, d, level) {
  single <- all(is.na(d$n2i))
  mixed <- function(...) rma.glmm(..., ai = d$ai, n1i = d$n1i, ci = d$ci, n2i = d$n2i, level = level)
  table <- function(method, ...) method(..., ai = d$ai, n1i = d$n1i, ci = d$ci, n2i = d$n2i, level = level)
  inverse <- function(measure) rma(measure = measure, xi = d$ai, ni = d$n1i, method = "REML", level = level,
                                   control = list(maxiter = 10000, threshold = 1e-14))
  switch(code,
    "glmm-logit-normal" = if (single) rma.glmm(measure = "PLO", xi = d$ai, ni = d$n1i, level = level, nAGQ = 31),
    "inverse-variance-plo" = if (single) inverse("PLO"),
    "inverse-variance-pln" = if (single) inverse("PLN"),
    "inverse-variance-pas" = if (single) inverse("PAS"),
    "mantel-haenszel-or" = if (!single) table(rma.mh, measure = "OR", correct = FALSE, add = 0, drop00 = FALSE),
    "mantel-haenszel-rr" = if (!single) table(rma.mh, measure = "RR", correct = FALSE, add = 0, drop00 = FALSE),
    "mantel-haenszel-rd" = if (!single) table(rma.mh, measure = "RD", correct = FALSE, add = 0, drop00 = FALSE),
    "peto" = if (!single) table(rma.peto),
    "glmm-fixed-levels-or" = if (!single) mixed(measure = "OR", model = "UM.FS"),
    "glmm-random-levels-or" = if (!single) mixed(measure = "OR", model = "UM.RS"),
    "glmm-conditional-exact-or" = if (!single) mixed(measure = "OR", model = "CM.EL"),
    "glmm-conditional-approximate-or" = if (!single) mixed(measure = "OR", model = "CM.AL"),
    NULL)
}

rare_opinions <- function(panel, record) {
  d <- counts(record)
  found <- list()
  for (row in panel$rows) {
    ours <- row$answer$estimate[["_0"]]
    if (is.null(ours$estimate)) next
    theirs <- suppressWarnings(tryCatch(rare_fit(row$code, d, 100 * panel$level), error = function(reason) NULL))
    if (is.null(theirs)) next
    found <- c(found, list(opinion(row$name, ours$estimate, theirs$beta)))
    if (!is.null(ours$tau2) && !is.null(theirs$tau2) && startsWith(row$code, "glmm"))
      found <- c(found, list(opinion(paste0(row$name, ", τ²"), ours$tau2, theirs$tau2)))
  }
  if (!length(found)) stop("metafor has none of its methods")
  found
}

multilevel_opinions <- function(answer, record) {
  if (!is.null(answer$dependence$assumedCorrelation)) stop("it assumes a correlation of sampling errors")
  yi <- numbers(record$rows, "estimate")
  V <- if (isTRUE(answer$dependence$sharedControls > 0)) sampling_covariance(record) else numbers(record$rows, "variance")
  groups <- lapply(answer$levels, function(level) unlist(level$groups))
  # Groups count within the levels around them.
  for (i in seq_along(groups)[-1]) groups[[i]] <- paste(groups[[i - 1]], groups[[i]], sep = "/")
  names(groups) <- paste0("level", seq_along(groups))
  data <- as.data.frame(groups, stringsAsFactors = FALSE)
  random <- lapply(names(groups), function(name) as.formula(paste("~ 1 |", name)))
  fit <- answer$fit
  theirs <- tight(yi, V, random = random, data = data, method = if (fit$isRestricted) "REML" else "ML",
                  level = 100 * fit$level)
  c(list(opinion("estimate", fit$coefficients[[1]]$estimate, theirs$beta),
         opinion("standard error", fit$coefficients[[1]]$standardError, theirs$se)),
    lapply(seq_along(fit$components), function(i)
      opinion(paste("variance of", answer$levels[[i]]$name), fit$components[[i]]$value, theirs$sigma2[i])))
}
