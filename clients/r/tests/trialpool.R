library(trialpool)

trials <- data.frame(
  study = c("Alder", "Birch", "Cedar"), events1 = c(5, 4, 10), total1 = c(50, 40, 100), events2 = c(10, 8, 20),
  total2 = c(50, 40, 100))

sized <- trialpool_effect_sizes(trials, measure = "RR")
stopifnot(max(abs(sized$estimate - log(0.5))) < 1e-15, attr(sized, "scale") == "log")

answer <- trialpool_pool(trials, measure = "RR", model = "common")
stopifnot(abs(answer$pooled$natural.estimate - 0.5) < 1e-14, answer$pooled$studies == 3, nrow(answer$studies) == 3)
v <- with(trials, 1 / events1 - 1 / total1 + 1 / events2 - 1 / total2)
stopifnot(abs(answer$pooled$standardError / sqrt(1 / sum(1 / v)) - 1) < 1e-13)
stopifnot(abs(sum(answer$studies$weight) - 100) < 1e-9)

stopifnot(trialpool_pool(data.frame(estimate = c(1, 3), variance = c(0.25, 0.25)), model = "common")$pooled$estimate == 2)

missing <- trials
missing$events1[2] <- NA
stopifnot(identical(trialpool_pool(missing, measure = "RR")$studies$study, c("Alder", "Cedar")))

followed <- trialpool_pool(trials, measure = "RR", followUps = list("leave-one-out"))
stopifnot(nrow(trialpool_follow_up(followed, "leave-one-out")) == 3)

failure <- tryCatch(trialpool_effect_sizes(trials, measure = "NONE"), trialpool_error = function(error) error)
stopifnot(failure$code == "unsupported", failure$field == "measure")
stopifnot(trialpool_pool(trials, measure = "RR")$pooled$studies == 3)

client <- trialpool_client()
for (value in 1:20)
  stopifnot(trialpool_pool(data.frame(estimate = c(value, value), variance = c(1, 1)), model = "common", client = client)$pooled$estimate == value)
trialpool_close(client)
trialpool_close()
cat("the client for R passes\n")
