"""Inverse-variance pooling in plain Python, written from the papers and sharing nothing with TrialPool.

DerSimonian and Laird 1986 (Controlled Clinical Trials 7:177), Paule and Mandel 1982, restricted maximum likelihood, Hartung and
Knapp 2001 (Statistics in Medicine 20:3875) with the guard that the factor is at least 1.
"""
import math


def solve(matrix, right):
    """Gaussian elimination with pivoting; `right` is a list of columns."""
    size = len(matrix)
    rows = [list(row) + [column[index] for column in right] for index, row in enumerate(matrix)]
    for pivot in range(size):
        best = max(range(pivot, size), key=lambda row: abs(rows[row][pivot]))
        rows[pivot], rows[best] = rows[best], rows[pivot]
        for row in range(pivot + 1, size):
            factor = rows[row][pivot] / rows[pivot][pivot]
            for column in range(pivot, len(rows[row])):
                rows[row][column] -= factor * rows[pivot][column]
    columns = []
    for index in range(len(right)):
        answer = [0.0] * size
        for row in reversed(range(size)):
            rest = rows[row][size + index] - sum(rows[row][k] * answer[k] for k in range(row + 1, size))
            answer[row] = rest / rows[row][row]
        columns.append(answer)
    return columns


def determinant_logarithm(matrix):
    size, total = len(matrix), 0.0
    rows = [list(row) for row in matrix]
    for pivot in range(size):
        best = max(range(pivot, size), key=lambda row: abs(rows[row][pivot]))
        rows[pivot], rows[best] = rows[best], rows[pivot]
        total += math.log(abs(rows[pivot][pivot]))
        for row in range(pivot + 1, size):
            factor = rows[row][pivot] / rows[pivot][pivot]
            for column in range(pivot, size):
                rows[row][column] -= factor * rows[pivot][column]
    return total


class Fit:
    """One pooled effect at a given τ²: `covariance` is that of the sampling errors."""

    def __init__(self, estimates, covariance, tau2):
        size = len(estimates)
        matrix = [[covariance[i][j] + (tau2 if i == j else 0.0) for j in range(size)] for i in range(size)]
        ones, solved = solve(matrix, [[1.0] * size, list(estimates)])
        self.matrix, self.information = matrix, sum(ones)
        self.estimate = sum(solved) / self.information
        residuals = [value - self.estimate for value in estimates]
        (weighted,) = solve(matrix, [residuals])
        self.q = sum(a * b for a, b in zip(residuals, weighted))
        self.error = self.information ** -0.5

    def restricted_likelihood(self):
        return -0.5 * (determinant_logarithm(self.matrix) + math.log(self.information) + self.q)


def moment(estimates, covariance):
    """DerSimonian and Laird's τ², of independent rows."""
    weights = [1 / covariance[i][i] for i in range(len(estimates))]
    total = sum(weights)
    common = Fit(estimates, covariance, 0.0)
    scale = total - sum(weight ** 2 for weight in weights) / total
    return max(0.0, (common.q - (len(estimates) - 1)) / scale)


def paule_mandel(estimates, covariance):
    wanted, low, high = len(estimates) - 1, 0.0, 1.0
    if Fit(estimates, covariance, 0.0).q <= wanted:
        return 0.0
    while Fit(estimates, covariance, high).q > wanted and high < 1e12:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if Fit(estimates, covariance, middle).q > wanted else (low, middle)
    return (low + high) / 2


def restricted(estimates, covariance):
    """REML: the slope of the restricted likelihood is 0, found by halving between the points of a grid that enclose its top."""
    spread = max(covariance[i][i] for i in range(len(estimates)))
    mean = sum(estimates) / len(estimates)
    top = 10 * (spread + sum((value - mean) ** 2 for value in estimates))
    grid = [0.0] + [top * 2.0 ** (step / 4 - 40) for step in range(161)]
    best = max(range(len(grid)), key=lambda at: Fit(estimates, covariance, grid[at]).restricted_likelihood())
    low, high = grid[max(0, best - 1)], grid[min(len(grid) - 1, best + 1)]

    def slope(tau2):
        fit = Fit(estimates, covariance, tau2)
        size = len(estimates)
        unit = [[1.0 if i == j else 0.0 for j in range(size)] for i in range(size)]
        inverse = solve(fit.matrix, unit)
        ones = [sum(row) for row in inverse]
        # P = W − W1(1'W1)⁻¹1'W; the slope is (y'PPy − trace P)/2.
        projection = [[inverse[i][j] - ones[i] * ones[j] / fit.information for j in range(size)] for i in range(size)]
        moved = [sum(projection[i][j] * estimates[j] for j in range(size)) for i in range(size)]
        return 0.5 * (sum(value ** 2 for value in moved) - sum(projection[i][i] for i in range(size)))

    if slope(low) <= 0:
        return low
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) > 0 else (low, middle)
    return (low + high) / 2


ESTIMATORS = {"DL": moment, "PM": paule_mandel, "REML": restricted}


def beta_fraction(x, a, b):
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    tiny, c, d = 1e-300, 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    value = d
    for m in range(1, 1000):
        for factor in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                       -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 + factor * d
            c = 1 + factor / c
            d = 1 / (d if abs(d) > tiny else tiny)
            c = c if abs(c) > tiny else tiny
            value *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return value


def student_tail(t, freedom):
    """The probability above t ≥ 0 of Student's distribution."""
    x = freedom / (freedom + t * t)
    a, b = freedom / 2, 0.5
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) if 0 < x < 1 else 0.0
    if x >= 1:
        return 0.5
    inside = front * beta_fraction(x, a, b) / a if x < (a + 1) / (a + b + 2) else 1 - front * beta_fraction(1 - x, b, a) / b
    return 0.5 * inside


def quantile(tail, freedom=None):
    """The number above which `tail` lies: of the normal distribution, or of Student's."""
    def above(value):
        return 0.5 * math.erfc(value / math.sqrt(2)) if freedom is None else student_tail(value, freedom)
    low, high = 0.0, 1.0
    while above(high) > tail and high < 1e12:
        high *= 2
    for _ in range(300):
        middle = (low + high) / 2
        low, high = (middle, high) if above(middle) > tail else (low, middle)
    return (low + high) / 2


def limits(fit, rows, interval, level):
    """The half width of the interval; None for a method that is not here."""
    tail = (1 - level) / 2
    if interval == "normal":
        return quantile(tail) * fit.error
    if rows < 2:
        return None
    if interval == "t":
        return quantile(tail, rows - 1) * fit.error
    factor = math.sqrt(fit.q / (rows - 1))
    if interval == "hartung-knapp-guarded":
        factor = max(1.0, factor)
    elif interval != "hartung-knapp":
        return None
    return quantile(tail, rows - 1) * factor * fit.error
