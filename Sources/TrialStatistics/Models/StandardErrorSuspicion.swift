import Glibc

/// Finds studies whose variance looks like a standard error entered by mistake.
///
/// For one effect measure n·v is about the same in all studies. A study is suspected where its n·v is more than 4 times the
/// median of the others, while its n·v² is within a factor of 2 of it: as if the root had been entered. Needs sizes;
/// without them large and small studies cannot be told from mistakes. Variances above 1 are not judged, because there
/// the root is smaller.
public enum StandardErrorSuspicion {
    /// Zero-based positions of the suspected studies; empty for fewer than 3 studies or columns of different lengths.
    public static func suspects(variances: [Double], sizes: [Double]) -> [Int] {
        guard variances.count > 2, variances.count == sizes.count else { return [] }
        let logs = zip(variances, sizes).map { log($0) + log($1) }
        return variances.indices.filter { i in
            guard variances[i] < 1 else { return false }
            let others = logs.indices.filter { $0 != i }.map { logs[$0] }.sorted()
            let middle = others.count / 2
            let median = others.count % 2 == 1 ? others[middle] : 0.5 * (others[middle - 1] + others[middle])
            return logs[i] - median > log(4) && abs(logs[i] + log(variances[i]) - median) < log(2)
        }
    }

    /// The warning for a suspected study, by its label.
    public static func warning(for label: String) -> MethodWarning {
        MethodWarning(
            code: "standard-error-as-variance",
            message: "The variance of \(label) looks like a standard error; check it, squared it would fit the others.")
    }
}
