/// What a figure with two axes shows, before anything has a place.
struct PlotContent {
    /// A line of the legend.
    struct LegendEntry {
        /// What stands before the words.
        enum Sample {
            /// A circle.
            case dot(fill: Ink?, rim: Ink?)
            /// A line.
            case line(Ink, dashed: Bool)
            /// A field.
            case area(Ink)
            /// A point of a group.
            case point(PointGroups.Shape, Ink)
        }

        let sample: Sample
        let text: String
    }

    /// A second scale at the right edge, in the units of the vertical axis.
    struct RightScale {
        let title: String
        let ticks: [PlotAxis.Tick]
    }

    /// The title; empty where the figure is one of several under one title.
    let title: String
    let horizontal: FrameAxis
    let vertical: FrameAxis
    var legend: [LegendEntry] = []
    var right: RightScale?
    /// Sentences below, such as warnings.
    var notes: [String] = []
    /// Whether both axes are equally long.
    var isSquare = false
    /// The least room for title and labels of the vertical axis, so that drawings below each other are in line.
    var leftRoom = 0.0
    /// Height of the plot as a share of its width.
    var proportion = 0.74
}

/// The marks of a figure with two axes.
struct PlotMarks {
    /// What lies below the axis lines.
    var under: [Mark] = []
    /// What lies above them.
    var over: [Mark] = []
    /// The points that labels keep away from, in the order in which they deserve a label.
    var points: [PlottedPoint] = []
    /// Where labels may be; nil for anywhere between the axes.
    var labelArea: TextBox?
    /// Whether points may be labelled at all.
    var isLabelled = true

    /// Takes away what lies outside of the axes: points, and circles and shapes that lie wholly outside; returns how many points.
    mutating func keep(within frame: PlotFrame) -> Int {
        let before = points.count
        points.removeAll { !frame.contains($0.centre) }
        over.removeAll { mark in
            switch mark {
            case .circle(let centre, _, _, _): !frame.contains(centre)
            case .polygon(let corners, _): !corners.contains(where: frame.contains)
            case .line, .path, .text: false
            }
        }
        return before - points.count
    }
}

/// A point of a figure, with the name that it may be labelled with.
struct PlottedPoint: Equatable {
    let centre: Point
    let radius: Double
    let name: String
}
