import TrialPluginMessages

/// Plugins in R, with nothing but what comes with it.
struct RSkeleton: SkeletonTemplate {
    func command(_ name: String) -> [String] { ["Rscript", "--vanilla", "plugin.R"] }

    func files(_ name: String, _ kind: PluginKind) -> [SkeletonFile]? {
        let head = """
            # The plugin \(name) for TrialPool.
            folder <- Sys.getenv("TRIALPOOL_PLUGIN_FOLDER")
            source(file.path(folder, "trialpool_plugin.R"))


            """
        return [
            SkeletonFile(path: "plugin.R", text: head + Self.body(kind) + "\nplugin_run(folder, answer)\n"),
            SkeletonFile(path: "trialpool_plugin.R", text: RPluginLoop.text),
        ]
    }

    private static func body(_ kind: PluginKind) -> String {
        switch kind {
        case .importer: importer
        case .analysis: analysis
        case .reportSection: section
        case .figure: figure
        case .measure: measure
        }
    }

    private static let importer = #"""
        # Reads a file into rows: each a list with the columns of a dataset's tables and the line it came from.
        answer <- function(work) {
          lines <- readLines(work$input$file$path, warn = FALSE, encoding = "UTF-8")
          studies <- arms <- outcomes <- left <- list()
          seen <- character()
          for (number in seq_along(lines)) {
            fields <- trimws(strsplit(lines[number], ";", fixed = TRUE)[[1]])
            if (length(fields) != 5) {
              if (nzchar(trimws(lines[number])))
                left[[length(left) + 1]] <- list(place = paste("line", number), code = "no-trial",
                                                 reason = "it has not five fields")
              next
            }
            if (!fields[1] %in% seen) {
              seen <- c(seen, fields[1])
              studies[[length(studies) + 1]] <- list(study_id = fields[1], year = fields[2], line = number)
            }
            row <- list(study_id = fields[1], arm_id = fields[3], n = fields[4], line = number)
            arms[[length(arms) + 1]] <- c(row, role = fields[3])
            outcomes[[length(outcomes) + 1]] <- c(row, outcome = "event", statistic = "events", events = fields[5],
                                                  confidence = "primary")
          }
          if (length(outcomes) == 0)
            plugin_fail("no-rows", "no line has the five fields study;year;group;participants;events", line = 1)
          list(studies = studies, arms = arms, outcomes = outcomes, notTaken = left)
        }

        """#

    private static let analysis = #"""
        # Pools the rows of a question.
        answer <- function(work) {
          rows <- work$input$rows
          if (length(rows) == 0)
            return(list(isAnswered = FALSE, method = "inverse-variance mean", finding = "There is no row."))
          estimate <- vapply(rows, function(row) row$estimate, 0)
          weight <- 1 / vapply(rows, function(row) row$variance, 0)
          mean <- sum(weight * estimate) / sum(weight)
          half <- 1.96 * sum(weight)^-0.5
          list(isAnswered = TRUE, method = "inverse-variance mean",
               finding = sprintf("The weighted mean of %d rows.", length(rows)),
               effect = list(estimate = mean, lower = round(mean - half, 3), upper = round(mean + half, 3)))
        }

        """#

    private static let section = #"""
        # Makes a section of the results.
        answer <- function(work) {
          rows <- lapply(work$input$results$analyses, function(analysis) list(analysis$title, length(analysis$rows)))
          table <- list(caption = "Rows", columns = list("Analysis", "Rows"), rows = rows)
          list(heading = "Rows of the analyses", content = list(list(table = table)))
        }

        """#

    private static let figure = #"""
        # Draws an analysis.
        answer <- function(work) {
          rows <- work$input$analysis$rows
          if (length(rows) == 0) return(list(figure = NULL))
          estimate <- vapply(rows, function(row) row$estimate, 0)
          span <- diff(range(estimate))
          x <- 20 + 360 * (estimate - min(estimate)) / if (span > 0) span else 1
          dots <- sprintf('<circle cx="%.1f" cy="%d" r="4" fill="#1f4e79"/>', x, 4 + 16L * seq_along(x))
          height <- 24 + 16 * length(x)
          svg <- sprintf('<svg xmlns="http://www.w3.org/2000/svg" width="400" height="%d" viewBox="0 0 400 %d">%s</svg>',
                         height, height, paste(dots, collapse = ""))
          list(figure = list(code = "dots", title = "Estimates as dots", svg = svg,
                             description = sprintf("%d estimates from %.3g to %.3g.", length(x), min(estimate), max(estimate))))
        }

        """#

    private static let measure = #"""
        effect <- function(study) {
          new <- study[[1]]
          old <- study[[2]]
          if (!isTRUE(new$events > 0) || !isTRUE(old$events > 0)) return(list(reason = "a group has no event"))
          list(estimate = log(new$events / new$total) - log(old$events / old$total),
               variance = round(1 / new$events - 1 / new$total + 1 / old$events - 1 / old$total, 15))
        }

        # Turns what studies report into estimates and variances.
        answer <- function(work) list(effects = lapply(work$input$studies, effect))

        """#
}
