# The batch program as one long-lived process, asked through a named pipe and heard through another.

the <- new.env(parent = emptyenv())

#' A client of its own; without one the functions of the package share one that ends with the session.
trialpool_client <- function(program = Sys.getenv("TRIALPOOL_ANALYZE", unname(Sys.which("trialpool-analyze")))) {
  client <- new.env(parent = emptyenv())
  client$program <- program
  client$number <- 0
  reg.finalizer(client, trialpool_close, onexit = TRUE)
  client
}

shared_client <- function() {
  if (is.null(the$client)) the$client <- trialpool_client()
  the$client
}

start <- function(client) {
  if (!is.null(client$answers)) return(invisible())
  if (!nzchar(client$program) || file.access(client$program, 1) != 0)
    trialpool_stop("trialpool-analyze is not on PATH; install TrialPool or set TRIALPOOL_ANALYZE", "no-program")
  client$pipe <- tempfile("trialpool-")
  if (system2("mkfifo", shQuote(client$pipe)) != 0) trialpool_stop("a named pipe cannot be made", "no-program")
  client$answers <- pipe(paste(shQuote(client$program), "batch <", shQuote(client$pipe)), open = "r", encoding = "UTF-8")
  client$requests <- fifo(client$pipe, open = "w", blocking = TRUE)
}

#' Ends the process of a client; the next request starts another.
trialpool_close <- function(client = shared_client()) {
  if (is.null(client$answers)) return(invisible())
  close(client$requests)
  close(client$answers)
  unlink(client$pipe)
  client$answers <- client$requests <- NULL
  invisible()
}

trialpool_stop <- function(message, code, study = NULL, field = NULL) {
  stop(structure(class = c("trialpool_error", "error", "condition"),
                 list(message = message, call = NULL, code = code, study = study, field = field)))
}

#' Any request of the batch contract; gives the whole answer as lists, or stops with a condition `trialpool_error`.
trialpool_request <- function(task, ..., client = shared_client()) {
  start(client)
  client$number <- client$number + 1
  writeLines(json_write(c(list(id = client$number, task = task), list(...))), client$requests)
  flush(client$requests)
  line <- readLines(client$answers, n = 1, warn = FALSE)
  if (length(line) != 1) {
    trialpool_close(client)
    trialpool_stop("the batch program ended; the next request starts another", "ended")
  }
  answer <- json_read(line)
  if (isTRUE(answer$ok)) return(answer)
  trialpool_stop(answer$error$message, answer$error$code, answer$error$study, answer$error$field)
}

# Columns as a request has them: what is missing is null.
columns <- function(frame) {
  frame <- frame[setdiff(names(frame), c("study", "label"))]
  lapply(frame, function(column) {
    column <- if (is.factor(column)) as.character(column) else column
    lapply(column, function(value) if (is.na(value)) NULL else value)
  })
}

numbers <- function(values) vapply(values, function(value) if (is.null(value)) NA_real_ else as.numeric(value), 0)

records <- function(list) {
  if (!length(list)) return(data.frame())
  names <- unique(unlist(lapply(list, names)))
  columns <- lapply(names, function(name) vapply(list, function(row) {
    if (is.null(row[[name]])) NA_character_ else as.character(row[[name]])
  }, ""))
  frame <- as.data.frame(columns, col.names = names, stringsAsFactors = FALSE)
  utils::type.convert(frame, as.is = TRUE)
}

#' The estimate and sampling variance of each study, as two columns beside those of a data frame.
trialpool_effect_sizes <- function(frame, measure, ..., client = shared_client()) {
  result <- trialpool_request("effect-sizes", measure = measure, data = columns(frame), ..., client = client)$result
  frame$estimate <- numbers(result$estimate)
  frame$variance <- numbers(result$variance)
  attr(frame, "scale") <- result$scale
  attr(frame, "excluded") <- records(result$excluded)
  frame
}

#' Pools studies: rows of counts or means with a measure, or columns `estimate` with `variance` or `standardError`.
trialpool_pool <- function(frame, measure = NULL, ..., client = shared_client()) {
  scale <- NULL
  if (!is.null(measure) && is.null(frame$estimate)) {
    frame <- trialpool_effect_sizes(frame, measure, client = client)
    scale <- attr(frame, "scale")
  }
  asked <- list(task = "pool", data = columns(frame), ..., client = client)
  if (!is.null(measure)) asked$measure <- measure
  raw <- do.call(trialpool_request, asked)
  result <- raw$result
  left <- vapply(result$excluded, function(row) as.integer(row$study), 0L)
  studies <- frame[setdiff(seq_len(nrow(frame)), left), , drop = FALSE]
  studies$weight <- numbers(result$weights)
  first <- result$coefficients[[1]]
  number <- function(value) if (is.null(value)) NA_real_ else value
  pooled <- data.frame(
    estimate = number(first$estimate), lower = number(first$lower), upper = number(first$upper),
    standardError = number(first$standardError), pValue = number(first$pValue), studies = nrow(studies),
    tau2 = number(result$heterogeneity$tau2), I2 = number(result$heterogeneity$I2), Q = number(result$heterogeneity$Q))
  natural <- switch(if (is.null(scale)) "none" else scale, log = exp, identity = identity, logit = stats::plogis, NULL)
  if (!is.null(natural)) for (name in c("estimate", "lower", "upper"))
    pooled[[paste0("natural.", name)]] <- natural(pooled[[name]])
  structure(list(pooled = pooled, studies = studies, excluded = records(result$excluded),
                 warnings = vapply(result$warnings, function(warning) warning$message, ""), raw = raw),
            class = "trialpool_answer")
}

#' A follow-up of an answer as a data frame.
trialpool_follow_up <- function(answer, name) {
  given <- answer$raw$followUps[[name]]
  lists <- Filter(function(value) is.list(value) && is.null(names(value)) && length(value) && !is.list(value[[1]]), given)
  longest <- max(0, lengths(lists))
  if (longest > 0) return(as.data.frame(lapply(lists[lengths(lists) == longest], numbers)))
  as.data.frame(Filter(Negate(is.list), given))
}

print.trialpool_answer <- function(x, ...) {
  print(x$pooled, row.names = FALSE)
  for (warning in x$warnings) cat("! ", warning, "\n", sep = "")
  invisible(x)
}
