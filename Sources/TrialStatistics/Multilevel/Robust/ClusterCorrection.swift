/// How a cluster-robust covariance makes up for few clusters.
///
/// *References*: Liang and Zeger 1986, Biometrika 73 (CR0); Bell and McCaffrey 2002, Survey Methodology 28 (CR2, CR3);
/// Pustejovsky and Tipton 2018, doi:10.1080/07350015.2016.1247004.
public enum ClusterCorrection: String, Sendable, Codable, CaseIterable {
    /// The plain sandwich.
    case none = "CR0"
    /// Times m / (m − 1) for m clusters.
    case clusters = "CR1"
    /// Times m / (m − p) for m clusters and p coefficients.
    case clustersAndCoefficients = "CR1p"
    /// Times m (k − 1) / ((m − 1)(k − p)) for k rows.
    case stata = "CR1S"
    /// Residuals rescaled so that the covariance is unbiased where the working model holds.
    case biasReduced = "CR2"
    /// Residuals rescaled as if each cluster had been left out: close to the jackknife.
    case jackknife = "CR3"

    /// The name in full.
    public var name: String {
        switch self {
        case .none: "cluster-robust, uncorrected"
        case .clusters: "cluster-robust, m/(m − 1)"
        case .clustersAndCoefficients: "cluster-robust, m/(m − p)"
        case .stata: "cluster-robust, m(k − 1)/((m − 1)(k − p))"
        case .biasReduced: "cluster-robust, bias-reduced linearisation"
        case .jackknife: "cluster-robust, jackknife"
        }
    }

    /// Whether the residuals of each cluster are rescaled by a matrix of its own.
    var rescales: Bool { self == .biasReduced || self == .jackknife }

    /// What the sandwich is multiplied with.
    func factor(clusters m: Double, rows k: Double, coefficients p: Double) -> Double {
        switch self {
        case .none, .biasReduced, .jackknife: 1
        case .clusters: m / (m - 1)
        case .clustersAndCoefficients: m / (m - p)
        case .stata: m * (k - 1) / ((m - 1) * (k - p))
        }
    }
}

/// The degrees of freedom of tests on a cluster-robust covariance.
public enum ClusterDegrees: String, Sendable, Codable, CaseIterable {
    /// By the mean and variance of the covariance under the working model, one number a coefficient.
    case satterthwaite
    /// Clusters less one.
    case clusters
    /// Clusters less coefficients.
    case clustersLessCoefficients = "clusters-less-coefficients"
    /// None: the normal distribution.
    case infinite = "normal"
}
