import TrialEvidence

/// Dates as spreadsheets keep them: days since a beginning that depends on the workbook.
enum SpreadsheetDate {
    /// The date system of a workbook.
    enum System: Sendable {
        /// Day 1 is 1 January 1900, and 1900 has a 29 February that never was (day 60).
        case from1900
        /// Day 0 is 1 January 1904.
        case from1904
    }

    /// `2020-05-01`, or `2020-05-01T13:30` where there is a time; `nil` for numbers that are no date.
    static func text(_ serial: Double, _ system: System) -> String? {
        guard serial >= 1, serial < 2_958_466 else { return nil }
        let day = Int(serial.rounded(.down))
        let minutes = Int(((serial - Double(day)) * 1440).rounded())
        let date = minutes == 1440 ? text(day: day + 1, system) : text(day: day, system)
        guard minutes > 0, minutes < 1440 else { return date }
        return "\(date)T\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }

    private static func text(day: Int, _ system: System) -> String {
        switch system {
        case .from1900 where day == 60: return "1900-02-29"
        case .from1900: return civil(daysSince1970: day - (day < 60 ? 25_568 : 25_569))
        case .from1904: return civil(daysSince1970: day - 24_107)
        }
    }

    /// The Gregorian date of a day (Hinnant 2013, chrono-compatible low-level date algorithms).
    private static func civil(daysSince1970: Int) -> String {
        let shifted = daysSince1970 + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// Number formats that show a date.
enum DateFormats {
    /// Whether one of the formats that every workbook has shows a date; times without a date are numbers.
    static func isDate(builtIn id: Int) -> Bool {
        (14...17).contains(id) || id == 22 || (27...36).contains(id) || (50...58).contains(id)
    }

    /// Whether a format of the workbook's own shows a date: it has a year or a day outside quotes and brackets.
    static func isDate(_ code: String) -> Bool {
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        for character in code.lowercased() {
            if isEscaped {
                isEscaped = false
            } else if character == "\"" {
                isQuoted.toggle()
            } else if !isQuoted {
                if character == "[" { isBracketed = true }
                if character == "]" { isBracketed = false }
                isEscaped = character == "\\" || character == "_" || character == "*"
                if !isBracketed, character == "y" || character == "d" { return true }
            }
        }
        return false
    }
}
