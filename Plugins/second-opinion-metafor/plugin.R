# Runs every analysis of a result file again in metafor (Viechtbauer 2010, Journal of Statistical Software 36:3) and counts the
# digits that agree.
folder <- Sys.getenv("TRIALPOOL_PLUGIN_FOLDER")
source(file.path(folder, "trialpool_plugin.R"))
source(file.path(folder, "opinions.R"))

same_digits <- function(first, second) {
  if (!is.finite(first) || !is.finite(second)) return(if (identical(first, second)) 16L else 0L)
  size <- max(abs(first), abs(second))
  # What is zero but for rounding has no digits to share.
  if (first == second || size < 1e-8) return(16L)
  max(0L, min(16L, as.integer(floor(-log10(abs(first - second) / size)))))
}

answer <- function(work) {
  if (!requireNamespace("metafor", quietly = TRUE))
    plugin_fail("no-metafor", "the R package metafor is not installed; install it (Debian: r-cran-metafor)")
  suppressPackageStartupMessages(library(metafor))
  wanted <- if (is.null(work$options$digits)) 6 else work$options$digits
  rows <- left <- worst <- list()
  asked <- 0
  analyses <- work$input$results$analyses
  for (number in seq_along(analyses)) {
    record <- analyses[[number]]
    for (given in c(list(record$answer), record$further)) {
      found <- tryCatch(opinions(given, record),
                        error = function(reason) paste0(record$title, " (", given$kind, "): ", conditionMessage(reason)))
      if (is.character(found)) {
        left[[length(left) + 1]] <- found
        next
      }
      asked <- asked + 1
      for (one in found) {
        digits <- same_digits(one$ours, one$theirs)
        cells <- formatC(c(one$ours, one$theirs), digits = 12, format = "g", width = 1)
        rows[[length(rows) + 1]] <- list(record$id, one$name, cells[1], cells[2], digits)
        if (digits < wanted)
          worst[[length(worst) + 1]] <- sprintf("%s: %s is %s, in metafor %s", record$title, one$name, cells[1], cells[2])
      }
    }
    plugin_send(message = "progress", id = work$id, fraction = number / length(analyses))
  }
  least <- if (length(rows)) min(vapply(rows, function(row) row[[5]], 0L)) else 0L
  verdict <- if (length(worst)) sprintf("%d numbers differ before digit %d.", length(worst), as.integer(wanted)) else
    sprintf("every number agrees to at least %d digits.", least)
  content <- list(list(paragraph = sprintf(
    "%d answers were computed again with metafor %s, %d numbers compared; %s", asked,
    as.character(packageVersion("metafor")), length(rows), verdict)))
  if (length(worst)) content <- c(content, list(list(list = worst)))
  if (length(rows))
    content <- c(content, list(list(table = list(
      caption = "The same numbers twice, on the scale of analysis",
      columns = list("Analysis", "Number", "TrialPool", "metafor", "Digits shared"), rows = rows))))
  if (length(left)) content <- c(content, list(list(list = left)))
  list(heading = "A second opinion, from R’s metafor", content = content)
}

plugin_run(folder, answer)
