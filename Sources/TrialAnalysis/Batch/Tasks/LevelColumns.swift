import TrialJSON
import TrialStatistics

/// The columns of a request's `data.levels`, over the rows that stay.
struct LevelColumns {
    let data: BatchFields
    /// Rows of the request.
    let studies: Int
    /// Zero-based rows that stay.
    let kept: [Int]

    /// A column as words; numbers and flags as they are written.
    func words(_ name: String) throws(StatisticsError) -> [String] {
        let column = try PoolRows.column(name, in: "levels", "level", data, studies: studies)
        var words: [String] = []
        words.reserveCapacity(kept.count)
        for index in kept {
            switch column[index] {
            case .string(let text): words.append(text)
            case .number, .bool: words.append(column[index].text)
            default:
                throw StatisticsError(.impossibleData, "must be texts or numbers", study: index + 1, field: name)
            }
        }
        return words
    }

    /// A column of numbers.
    func numbers(_ name: String) throws(StatisticsError) -> [Double] {
        let column = try PoolRows.column(name, in: "levels", "level", data, studies: studies)
        var numbers: [Double] = []
        numbers.reserveCapacity(kept.count)
        for index in kept {
            guard case .number(let number) = column[index] else {
                throw StatisticsError(.impossibleData, "must be numbers", study: index + 1, field: name)
            }
            numbers.append(number)
        }
        return numbers
    }
}
