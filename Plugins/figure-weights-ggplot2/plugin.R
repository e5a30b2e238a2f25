# The weight of each row against its estimate, drawn by ggplot2: an example of a figure that another language draws.
folder <- Sys.getenv("TRIALPOOL_PLUGIN_FOLDER")
source(file.path(folder, "trialpool_plugin.R"))

answer <- function(work) {
  if (!requireNamespace("ggplot2", quietly = TRUE))
    plugin_fail("no-ggplot2", "the R package ggplot2 is not installed; install it (Debian: r-cran-ggplot2)")
  suppressPackageStartupMessages(library(ggplot2))
  rows <- Filter(function(row) !is.null(row$weight), work$input$analysis$rows)
  # One weight is all of it.
  if (length(rows) < 2) return(list(figure = NULL))
  d <- data.frame(
    label = vapply(rows, function(row) row$label, ""), estimate = vapply(rows, function(row) row$estimate, 0),
    variance = vapply(rows, function(row) row$variance, 0), weight = vapply(rows, function(row) row$weight, 0))
  colour <- if (identical(work$options$colour, "black")) "black" else "#1f4e79"
  plot <- ggplot(d, aes(x = estimate, y = weight)) +
    geom_errorbarh(aes(xmin = estimate - 1.96 * sqrt(variance), xmax = estimate + 1.96 * sqrt(variance)), height = 0,
                   colour = "grey60") +
    geom_point(size = 2.5, colour = colour) +
    # By turns above and below, so that neighbours do not cover each other.
    geom_text(aes(label = label, vjust = ifelse(rank(weight, ties.method = "first") %% 2 == 0, -0.9, 1.9)), size = 3) +
    scale_y_continuous(limits = c(0, NA), expand = expansion(mult = c(0, 0.15))) +
    labs(x = paste(work$input$analysis$question$measure$name, "with 95% limits"), y = "Weight, percent") +
    theme_minimal(base_size = 10)
  # svg() draws letters as shapes, so that the figure looks the same without the font.
  svg("figure.svg", width = 6, height = 3.6)
  print(plot)
  invisible(dev.off())
  # The library numbers its surfaces through; the drawing is to be the same each time.
  text <- gsub("surface[0-9]+", "surface", paste(readLines("figure.svg"), collapse = "\n"))
  heaviest <- d[which.max(d$weight), ]
  list(figure = list(
    code = "weights", title = "Weights and estimates", svg = text,
    description = sprintf("Each of %d rows by estimate and weight. %s weighs most, %.1f percent.", nrow(d), heaviest$label,
                          heaviest$weight)))
}

plugin_run(folder, answer)
