#!/usr/bin/env Rscript
# The maghreb6x60 workload in R: every operation on all paths of a batch at once.
#
# Six markets, sixty months, one distributor in each: the same model as
# scenarios/bench/maghreb6x60.toml. The figures are made up for timing; they say nothing of these
# countries.
#
# Usage: r_vectorised.R [PATHS [SEED]]      prints one line of JSON; seconds are of the simulation
# and its statistics, without the start of the interpreter.

markets <- 6
months <- 60
dt <- 1 / 12
batch <- 1024 # paths; matrices of [batch, markets] then stay in the second-level cache

#                        MA    DZ    TN    EG     MR    LY
size                <- c(42e6, 55e6, 14e6, 120e6, 3e6,  9e6)
fx_drift            <- c(0.00, 0.03, 0.04, 0.10,  0.03, 0.02)
fx_volatility       <- c(0.05, 0.07, 0.07, 0.20,  0.08, 0.12)
growth              <- c(0.03, 0.02, 0.02, 0.04,  0.05, 0.01)
volatility          <- c(0.10, 0.15, 0.12, 0.18,  0.20, 0.30)
duty                <- c(0.40, 0.30, 0.36, 0.20,  0.20, 0.05)
preference          <- c(0.00, 0.15, 0.10, 0.05,  0.10, 0.05)
vat                 <- c(0.20, 0.19, 0.19, 0.14,  0.16, 0.00)
agreements_per_year <- c(0.10, 0.03, 0.08, 0.12,  0.05, 0.01)
reference           <- c(19,   19,   19,   16,    16,   14)
season <- c(0.9, 0.9, 1.0, 1.1, 1.0, 1.0, 1.1, 1.2, 1.0, 0.9, 0.9, 1.0)

correlation <- matrix(0.4, markets, markets)
diag(correlation) <- 1
fx_step <- chol(correlation) * rep(fx_volatility * sqrt(dt), each = markets) # z %*% fx_step
fx_move <- (fx_drift - fx_volatility^2 / 2) * dt
demand_step <- volatility * sqrt(dt)
demand_move <- (growth - volatility^2 / 2) * dt

# A matrix of [paths, markets] from triangular distributions.
triangular <- function(paths, columns, low, mode, high) {
  u <- runif(paths * columns)
  rising <- u < (mode - low) / (high - low)
  x <- ifelse(rising,
    low + sqrt(u * (high - low) * (mode - low)),
    high - sqrt((1 - u) * (high - low) * (high - mode))
  )
  matrix(x, paths, columns)
}

# Discounted revenue and revenue by year, [paths, 6].
simulate <- function(paths) {
  by_market <- function(x) rep(x, each = paths) # to stand beside [paths, markets]
  price <- drop(triangular(paths, 1, 8, 10, 13))
  freight <- drop(triangular(paths, 1, 0.4, 0.6, 1.0))
  p <- triangular(paths, markets, 0.01, 0.03, 0.06)
  q <- triangular(paths, markets, 0.20, 0.38, 0.60)
  ceiling <- triangular(paths, markets, 0.01, 0.03, 0.08)
  elasticity <- triangular(paths, markets, 0.8, 1.4, 2.2)
  agreement <- matrix(rexp(paths * markets, by_market(agreements_per_year)), paths)

  log_ratio <- log((price * 1.01 + freight) %o% ((1 + vat) * 1.25 / reference))
  log_mfn <- log_ratio + by_market(log1p(duty))
  log_preferred <- log_ratio + by_market(log1p(preference))
  fx_moves <- by_market(fx_move)
  demand_moves <- by_market(demand_move)
  demand_steps <- by_market(demand_step)
  log_fx <- log_demand <- uptake <- matrix(0, paths, markets)
  outcome <- matrix(0, paths, 1 + months / 12)
  for (month in seq_len(months) - 1) {
    log_fx <- log_fx + fx_moves + matrix(rnorm(paths * markets), paths) %*% fx_step
    log_demand <- log_demand + demand_moves + demand_steps * rnorm(paths * markets)
    uptake <- uptake + (p + q * uptake) * (1 - uptake) * dt
    log_price <- log_mfn
    begun <- month * dt >= agreement
    log_price[begun] <- log_preferred[begun]
    units <- ceiling * uptake * exp(log_demand - elasticity * (log_price + log_fx))
    revenue <- drop(units %*% (size * dt * season[month %% 12 + 1])) * price
    year <- month %/% 12 + 2
    outcome[, 1] <- outcome[, 1] + revenue * 1.10^(-month * dt)
    outcome[, year] <- outcome[, year] + revenue
  }
  outcome
}

arguments <- as.numeric(commandArgs(trailingOnly = TRUE))
paths <- if (length(arguments) > 0) arguments[1] else 20000
begin <- Sys.time()
set.seed(if (length(arguments) > 1) arguments[2] else 1)
firsts <- seq(1, paths, by = batch)
outcome <- do.call(rbind, lapply(firsts, function(first) simulate(min(batch, paths - first + 1))))
npv <- sort(outcome[, 1])
quantiles <- quantile(npv, c(0.05, 0.50, 0.95))
shortfall <- mean(npv[seq_len(paths %/% 20)])
years <- colMeans(outcome[, -1])
spread <- sd(npv)
seconds <- as.numeric(difftime(Sys.time(), begin, units = "secs"))
cat(
  sprintf('{"program": "r_vectorised", "seconds": %.6f, "paths": %.0f, ', seconds, paths),
  sprintf('"mean": %.8g, "sd": %.6g, ', mean(npv), spread),
  sprintf('"p5": %.6g, "p50": %.6g, "p95": %.6g, ', quantiles[1], quantiles[2], quantiles[3]),
  sprintf('"es5": %.6g, "years": [%s]}\n', shortfall, paste(sprintf("%.6g", years), collapse = ", ")),
  sep = ""
)
