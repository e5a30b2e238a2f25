import Glibc

/// The variance-stabilising transforms of Freeman and Tukey, and their exact inverses.
///
/// Freeman and Tukey 1950, doi:10.1214/aoms/1177729756; Miller 1978, doi:10.2307/2682942.
public enum FreemanTukey {
    /// ½(asin √(e/(n + 1)) + asin √((e + 1)/(n + 1))).
    public static func transform(events: Double, total: Double) -> Double {
        0.5 * (asin((events / (total + 1)).squareRoot()) + asin(((events + 1) / (total + 1)).squareRoot()))
    }

    /// ½(√(x/t) + √((x + 1)/t)).
    public static func transform(count: Double, time: Double) -> Double {
        0.5 * ((count / time).squareRoot() + ((count + 1) / time).squareRoot())
    }

    /// The proportion whose double arcsine in a sample of `total` is `value`, kept within 0…1 (Miller 1978).
    ///
    /// For a pooled value, `total` is the harmonic mean of the studies' sizes.
    public static func proportion(_ value: Double, total: Double) -> Double {
        if value <= transform(events: 0, total: total) { return 0 }
        if value >= transform(events: total, total: total) { return 1 }
        let (s, c) = (sin(2 * value), cos(2 * value))
        let inner = s + (s - 1 / s) / total
        let root = max(0, 1 - inner * inner).squareRoot()
        return 0.5 * (1 - (c < 0 ? -root : root))
    }

    /// The rate whose transform over `time` is `value`, not below 0.
    ///
    /// For a pooled value, `time` is the harmonic mean of the studies' exposures.
    public static func rate(_ value: Double, time: Double) -> Double {
        if value <= transform(count: 0, time: time) { return 0 }
        let root = value - 1 / (4 * time * value)
        return root * root
    }
}
