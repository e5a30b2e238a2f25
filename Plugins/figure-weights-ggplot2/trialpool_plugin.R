# The lines between TrialPool and a plugin, protocol trialpool/plugin@1, with a JSON reader and writer in plain R.
# JSON objects are named lists, JSON lists are lists without names, null is NULL.

# The first token of each kind, by its first character; positions are in `state`.
json_read <- function(text) {
  # Bytes are looked at, because positions of characters in a long text of UTF-8 are counted anew for each.
  pattern <- '"(?:[^"\\\\]|\\\\.)*"|-?[0-9][0-9.eE+-]*|true|false|null|[][{}:,]'
  text <- enc2utf8(text)
  place <- gregexpr(pattern, text, perl = TRUE, useBytes = TRUE)[[1]]
  Encoding(text) <- "latin1"
  tokens <- substring(text, place, place + attr(place, "match.length") - 1L)
  Encoding(tokens) <- "UTF-8"
  state <- new.env()
  state$at <- 0L
  take <- function() {
    state$at <- state$at + 1L
    if (state$at > length(tokens)) stop("the JSON ends too early")
    tokens[[state$at]]
  }
  value <- function(token) {
    first <- substr(token, 1, 1)
    if (first == "{") return(members())
    if (first == "[") return(items())
    if (first == '"') return(json_text(token))
    switch(token, true = TRUE, false = FALSE, null = NULL, as.numeric(token))
  }
  members <- function() {
    out <- list()
    token <- take()
    while (token != "}") {
      if (token == ",") token <- take()
      name <- json_text(token)
      if (take() != ":") stop("a colon is missing in the JSON")
      out[name] <- list(value(take()))
      token <- take()
    }
    out
  }
  items <- function() {
    out <- list()
    token <- take()
    while (token != "]") {
      if (token == ",") token <- take()
      out[length(out) + 1L] <- list(value(token))
      token <- take()
    }
    out
  }
  value(take())
}

json_text <- function(token) {
  text <- substr(token, 2, nchar(token) - 1)
  if (!grepl("\\", text, fixed = TRUE)) return(text)
  codes <- regmatches(text, gregexpr("\\\\u[0-9a-fA-F]{4}", text))[[1]]
  # A pair of surrogates is one character.
  for (code in unique(codes)) {
    number <- strtoi(substr(code, 3, 6), 16)
    if (number < 0xD800 || number > 0xDFFF) text <- gsub(code, intToUtf8(number), text, fixed = TRUE)
  }
  pairs <- regmatches(text, gregexpr("\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}", text))[[1]]
  for (pair in unique(pairs)) {
    halves <- strtoi(c(substr(pair, 3, 6), substr(pair, 9, 12)), 16)
    whole <- 0x10000 + (halves[1] - 0xD800) * 0x400 + halves[2] - 0xDC00
    text <- gsub(pair, intToUtf8(whole), text, fixed = TRUE)
  }
  parts <- strsplit(text, "\\\\", fixed = TRUE)[[1]]
  short <- c(n = "\n", t = "\t", r = "\r", b = "\b", f = "\f")
  for (name in names(short))
    parts <- gsub(paste0("\\", name), short[[name]], parts, fixed = TRUE)
  parts <- gsub("\\", "", parts, fixed = TRUE)
  out <- paste(parts, collapse = "\\")
  if (grepl("\\\\\\\\$", text)) paste0(out, "\\") else out
}

json_quoted <- function(text) {
  text <- gsub("\\", "\\\\", enc2utf8(text), fixed = TRUE)
  text <- gsub('"', '\\"', text, fixed = TRUE)
  text <- gsub("\n", "\\n", text, fixed = TRUE)
  text <- gsub("\t", "\\t", text, fixed = TRUE)
  text <- gsub("\r", "\\r", text, fixed = TRUE)
  text <- gsub("[[:cntrl:]]", " ", text)
  paste0('"', text, '"')
}

# The fewest digits that read back as the same number.
json_number <- function(x) {
  if (!is.finite(x)) return("null")
  for (digits in c(15, 16, 17)) {
    text <- formatC(x, digits = digits, format = "g", width = 1)
    if (as.numeric(text) == x) break
  }
  text
}

json_write <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) {
    inside <- vapply(x, json_write, "")
    if (is.null(names(x))) return(paste0("[", paste(inside, collapse = ","), "]"))
    return(paste0("{", paste0(vapply(names(x), json_quoted, ""), ":", inside, collapse = ","), "}"))
  }
  if (length(x) != 1) return(json_write(as.list(unname(x))))
  if (is.na(x)) return("null")
  if (is.logical(x)) return(if (x) "true" else "false")
  if (is.numeric(x)) return(json_number(x))
  json_quoted(as.character(x))
}

# Stops a work: a stable word, a sentence, and perhaps the line of the input.
plugin_fail <- function(code, text, line = NULL) {
  stop(structure(class = c("plugin_failure", "error", "condition"),
                 list(message = text, call = NULL, code = code, line = line)))
}

plugin_send <- function(...) {
  cat(json_write(list(...)), "\n", sep = "")
  flush(stdout())
}

# Says hello, then answers each work with what `answer` gives, until standard input ends.
plugin_run <- function(folder, answer) {
  manifest <- json_read(paste(readLines(file.path(folder, "plugin.json"), warn = FALSE), collapse = " "))
  input <- file("stdin", "r", encoding = "UTF-8")
  while (length(line <- readLines(input, n = 1, warn = FALSE)) == 1) {
    message <- json_read(line)
    if (message$message == "hello") {
      plugin_send(message = "hello", protocol = "trialpool/plugin@1", name = manifest$name,
                  version = manifest$version, capabilities = list(manifest$kind))
    } else if (message$message == "work") {
      tryCatch(
        plugin_send(message = "result", id = message$id, output = answer(message)),
        plugin_failure = function(failure) {
          place <- if (is.null(failure$line)) list() else list(place = list(line = failure$line))
          do.call(plugin_send, c(list(message = "error", id = message$id, code = failure$code,
                                      text = conditionMessage(failure)), place))
        },
        error = function(failure)
          plugin_send(message = "error", id = message$id, code = "failed", text = conditionMessage(failure)))
    }
  }
}
