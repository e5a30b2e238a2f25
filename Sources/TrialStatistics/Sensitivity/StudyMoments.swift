import Glibc

/// Weighted sums over the studies of a model without moderators at one τ², from which the sums without any one study follow.
///
/// The study with the smallest variance, whose weight w is the largest at every τ², stands beside the others, because it
/// may have nearly all the weight. Estimates are counted from a centre: the pooled effect, or the estimate of that study
/// where it has half of the weight or more, so that the sums cancel neither here nor there.
struct StudyMoments {
    /// What estimates are counted from.
    var centre = 0.0
    /// The largest weight.
    var topWeight = 0.0
    /// The estimate of the study that has it, from the centre.
    var topOffset = 0.0
    /// Σw of the others.
    var weight = 0.0
    /// Σw² of the others.
    var squaredWeight = 0.0
    /// Σwu of the others, u the estimate from the centre.
    var product = 0.0
    /// Σw²u of the others.
    var squaredProduct = 0.0
    /// Σwu² of the others.
    var square = 0.0
    /// Σw²u² of the others.
    var squaredSquare = 0.0

    /// The total weight.
    var totalWeight: Double { weight + topWeight }
    /// The pooled effect.
    var mean: Double { centre + (product + topWeight * topOffset) / totalWeight }

    /// Whether differences from `whole`, these sums with a study more, have kept their digits.
    ///
    /// What is left of a sum must be more than a hundredth of it (of the weights a twentieth), so that rounding grows by
    /// no more than that factor.
    func isExact(_ sums: ScoreSums, from whole: StudyMoments) -> Bool {
        let ofTop = whole.topWeight * whole.topOffset
        return weight >= 0.05 * whole.weight
            && sums.residual >= 0.01 * (whole.square + ofTop * whole.topOffset)
            && sums.squaredResidual >= 0.01 * (whole.squaredSquare + ofTop * ofTop)
            && sums.residual > 0
    }

    /// The moments without one of the other studies, which has that variance plus τ² and that estimate.
    func without(variance: Double, estimate: Double) -> StudyMoments {
        let (w, u) = (1 / variance, estimate - centre)
        let pull = w * u
        var rest = self
        rest.weight -= w
        rest.squaredWeight -= w * w
        rest.product -= pull
        rest.squaredProduct -= w * pull
        rest.square -= pull * u
        rest.squaredSquare -= pull * pull
        return rest
    }

    /// y′Py, y′PPy, tr W and tr P.
    ///
    /// With m the mean from the centre: y′Py = Σwu² − m²Σw and y′PPy = Σw²(u − m)²; tr P as in
    /// ``ModelKernel/scalarScores(_:)``.
    var scores: ScoreSums {
        let total = totalWeight
        let shift = (product + topWeight * topOffset) / total
        let ofTop = topWeight * (topOffset - shift)
        return ScoreSums(
            residual: square + topWeight * topOffset * topOffset - total * shift * shift,
            squaredResidual: squaredSquare - 2 * shift * squaredProduct + shift * shift * squaredWeight + ofTop * ofTop,
            weight: total,
            traceP: (2 * topWeight * weight + weight * weight - squaredWeight) / total)
    }
}

extension StudyMoments {
    /// Sums over all studies at `tau2`; the study at `top` has the smallest variance.
    init(_ model: LinearModel, tau2: Double, top: Int) {
        let (y, v) = (model.estimates, model.variances)
        var (weight, product) = (0.0, 0.0)
        for i in y.indices {
            let w = 1 / (v[i] + tau2)
            weight += w
            product += w * y[i]
        }
        topWeight = 1 / (v[top] + tau2)
        centre = topWeight > 0.5 * weight ? y[top] : product / weight
        topOffset = y[top] - centre
        add(y, v, tau2, 0..<top)
        add(y, v, tau2, top + 1..<y.count)
    }

    private mutating func add(_ y: [Double], _ v: [Double], _ tau2: Double, _ range: Range<Int>) {
        for i in range {
            let (w, u) = (1 / (v[i] + tau2), y[i] - centre)
            let pull = w * u
            weight += w
            squaredWeight += w * w
            product += pull
            squaredProduct += w * pull
            square += pull * u
            squaredSquare += pull * pull
        }
    }
}
