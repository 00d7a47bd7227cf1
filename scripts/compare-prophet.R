# Fits every case that ProphetComparison exported with the real Prophet, and writes beside each
# DIR/<case>.csv a DIR/<case>.out: one line per name (value, k, m, delta, beta, sigma, yhat,
# lower, upper, seconds). Two more runs of the real Prophet go with it:
#   other_*: from another start (sigma 0.5 instead of 1), to see how far Stan's stopping point moves;
#   ours_*:  from our parameters in DIR/<case>.ours, to see whether Stan can improve on them.
# STAN_ALGORITHM=Newton in the environment takes Stan's slower, more exact optimiser instead.
suppressWarnings(suppressPackageStartupMessages(library(prophet)))
algorithm <- Sys.getenv("STAN_ALGORITHM")
options_of_stan <- if (nzchar(algorithm)) list(algorithm = algorithm) else list()
folder <- commandArgs(trailingOnly = TRUE)[1]

settings_of <- function(lines) {
  found <- sub("^# ", "", lines[startsWith(lines, "# ")])
  as.list(setNames(sub("^[^=]*=", "", found), sub("=.*$", "", found)))
}
or <- function(value, default) if (is.null(value)) default else value
word <- function(value) switch(or(value, "auto"), auto = "auto", on = TRUE, off = FALSE, as.numeric(value))
bound <- function(value, table) {
  number <- suppressWarnings(as.numeric(value))
  if (is.na(number)) table[[value]] else rep(number, nrow(table))
}

linear_start <- function(h) {
  if ("cap_scaled" %in% names(h)) return(prophet:::logistic_growth_init(h))
  prophet:::linear_growth_init(h)
}

for (file in sub("ours$", "csv", sort(Sys.glob(file.path(folder, "*.ours"))))) {
  out <- sub("csv$", "out", file)
  if (file.exists(out)) next
  lines <- readLines(file)
  s <- settings_of(lines)
  table <- read.csv(text = lines[!startsWith(lines, "# ")])
  table$ds <- as.POSIXct(table$ds, tz = "GMT", format = "%Y-%m-%d %H:%M:%S")
  if (!is.null(s$cap)) table$cap <- bound(s$cap, table)
  if (!is.null(s$floor)) table$floor <- bound(s$floor, table)
  ahead <- sum(cumsum(rev(!is.na(table$y))) == 0)
  history <- head(table, nrow(table) - ahead)
  holidays <- NULL
  if (!is.null(s$events)) {
    items <- strsplit(strsplit(s$events, ",")[[1]], "=")
    holidays <- do.call(rbind, lapply(items, function(item) {
      data.frame(holiday = item[1], ds = as.Date(strsplit(item[2], "|", fixed = TRUE)[[1]]))
    }))
    holidays$lower_window <- -as.numeric(or(s$daysBefore, "0"))
    holidays$upper_window <- as.numeric(or(s$daysAfter, "0"))
  }
  set.seed(1)
  began <- proc.time()[["elapsed"]]
  m <- prophet(
    growth = or(s$growth, "linear"),
    n.changepoints = as.numeric(or(s$changepoints, "25")),
    changepoint.prior.scale = as.numeric(or(s$changepointPriorScale, "0.05")),
    yearly.seasonality = word(s$yearly), weekly.seasonality = word(s$weekly),
    daily.seasonality = word(s$daily), seasonality.mode = or(s$seasonalityMode, "additive"),
    holidays = holidays, interval.width = 0.95)
  for (item in strsplit(or(s$seasonalities, ""), ",")[[1]]) {
    p <- strsplit(item, ":")[[1]]
    m <- add_seasonality(m, p[1], as.numeric(p[2]), as.numeric(p[3]))
  }
  for (item in strsplit(or(s$regressors, ""), ",")[[1]]) {
    p <- strsplit(item, ":")[[1]]
    m <- add_regressor(m, p[1],
      prior.scale = if (length(p) > 1) as.numeric(p[2]) else NULL,
      mode = if (length(p) > 2) p[3] else NULL)
  }
  blank <- m
  m <- suppressMessages(do.call(fit.prophet, c(list(m, history), options_of_stan)))
  seconds <- proc.time()[["elapsed"]] - began
  f <- tail(predict(m, table), ahead)
  from <- function(start) {
    found <- blank
    found$uncertainty.samples <- 0
    found <- suppressMessages(fit.prophet(found, history, init = function() start))
    list(value = found$stan.fit$value, yhat = tail(predict(found, table), ahead)$yhat)
  }
  p <- m$stan.fit$par
  first <- list(k = linear_start(m$history)[1], m = linear_start(m$history)[2],
    delta = array(0 * p$delta), beta = array(0 * p$beta), sigma_obs = 0.5)
  other <- from(first)
  lines <- strsplit(readLines(sub("csv$", "ours", file)), ",")
  o <- setNames(lapply(lines, function(l) as.numeric(l[-1])), sapply(lines, `[`, 1))
  if (length(o$delta) == 0) o$delta <- 0 * p$delta  # we leave unused changepoints out
  ours <- from(list(k = o$k, m = o$m, delta = array(o$delta), beta = array(o$beta),
    sigma_obs = o$sigma))
  row <- function(name, values) paste(c(name, format(values, digits = 17, trim = TRUE)), collapse = ",")
  writeLines(c(
    row("value", m$stan.fit$value), row("k", m$params$k), row("m", m$params$m),
    row("delta", as.vector(m$params$delta)), row("beta", as.vector(m$params$beta)),
    row("sigma", m$params$sigma_obs), row("yhat", f$yhat), row("lower", f$yhat_lower),
    row("upper", f$yhat_upper), row("seconds", seconds),
    row("other_value", other$value), row("other_yhat", other$yhat),
    row("ours_value", ours$value), row("ours_yhat", ours$yhat)), out)
}
