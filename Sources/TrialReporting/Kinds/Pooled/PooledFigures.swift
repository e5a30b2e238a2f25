/// The figures of one pooled effect, in the order of the report.
enum PooledFigures {
    /// The forest plot and the views of small studies.
    static let funnels: [any Figure] = [ForestPlot(), FunnelPlot(), SizeFunnelPlot(), GalbraithPlot()]

    /// The views of heterogeneity, sensitivity and few studies.
    static let others: [any Figure] = [
        BaujatPlot(), DraperyPlot(), Tau2ProfilePlot(), LeaveOneOutPanel(), CumulativePanel(), InfluencePanel(),
        SubsetCloudFigure(), FewStudiesPanel(),
    ]
}
