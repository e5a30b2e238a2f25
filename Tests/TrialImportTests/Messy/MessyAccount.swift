extension MessyFile {
    /// Cells that used to vanish.
    static let account: [MessyFile] = [
        .wide(
            "an effect beside counts without patients", "study,cases,or,ci.lb,ci.ub\nAnn,44,0.8,0.5,1.2\n",
            .read(["Ann OddsRatio 0.8 [0.5, 1.2]"], left: ["column cases, line 2 arm-not-pooled"])),
        .wide(
            "a control's patients without events", "study,event.e,n.e,n.c\nAnn,1,10,11\nBob,2,20,21\n",
            .read(
                ["Ann experimental 1/10", "Bob experimental 2/20"],
                left: ["column n.c, lines 2-3 patients-without-result"])),
        .wide(
            "a p-value beside arms", "study,event.e,n.e,event.c,n.c,p\nAnn,1,10,2,11,0.3\n",
            .read(["Ann experimental 1/10", "Ann control 2/11", "Ann experimental against control p 0.3"])),
        .wide(
            "a p-value beside two kinds of numbers",
            "study,event.e,n.e,mean.e,sd.e,event.c,n.c,mean.c,sd.c,p\nAnn,1,10,2,1,2,11,3,1,0.3\n",
            .read(
                [
                    "Ann experimental 1/10", "Ann experimental 2 sd 1 n 10", "Ann control 2/11",
                    "Ann control 3 sd 1 n 11",
                ], left: ["column p, line 2 p-beside-arms"])),
        .wide(
            "a hazard ratio beside counts", "study,event.e,n.e,event.c,n.c,HR,lower,upper\nAnn,1,10,2,11,0.5,0.1,2\n",
            .read(["Ann experimental 1/10", "Ann control 2/11", "Ann HazardRatio 0.5 [0.1, 2] n 21"])),
        .wide(
            "observed minus expected events", "study,O-E,V\nAnn,-2,4\n",
            .read(["Ann HazardRatio 0.6065 [0.2276, 1.616]"])),
        .wide(
            "observed minus expected events beside counts",
            "study,event.e,n.e,event.c,n.c,O-E,V\nAnn,1,10,2,11,-2,4\n",
            .read(["Ann HazardRatio 0.6065 [0.2276, 1.616]", "Ann experimental 1/10", "Ann control 2/11"])),
        .wide(
            "a log-rank test with the arm that did better",
            "study,event.e,n.e,event.c,n.c,log-rank p,favours\nAnn,6,20,10,20,0.05,treatment\n",
            .read(["Ann HazardRatio 0.3753 [0.1409, 1]", "Ann experimental 6/20", "Ann control 10/20"])),
        .wide(
            "a log-rank test without its direction",
            "study,event.e,n.e,event.c,n.c,log-rank p\nAnn,6,20,10,20,0.05\n",
            .read(
                ["Ann experimental 6/20", "Ann control 10/20"],
                left: ["column log-rank p, line 2 p-without-direction"])),
        .wide(
            "observed minus expected events without their variance",
            "study,event.e,n.e,event.c,n.c,O-E\nAnn,1,10,2,11,-2\n",
            .read(
                ["Ann experimental 1/10", "Ann control 2/11"],
                left: ["column O-E, line 2 difference-without-variance"])),
        .wide(
            "an effect beside arms", "study,event.e,n.e,event.c,n.c,OR,lower,upper\nAnn,1,10,2,11,0.5,0.1,2\n",
            .read(["Ann experimental 1/10", "Ann control 2/11"], left: ["line 2 effect-beside-arms"])),
        .wide(
            "a spread without its mean", "study,mean.e,sd.e,n.e,mean.c,sd.c,n.c\nAnn,1,0.5,10,,0.6,11\n",
            .read(
                ["Ann experimental 1 sd 0.5 n 10"],
                left: ["column sd.c, line 2 spread-without-mean", "column n.c, line 2 patients-without-result"])),
        .wide(
            "limits without an effect", "study,event.e,n.e,lower,upper\nAnn,1,10,0.1,2\n",
            .read(
                ["Ann experimental 1/10"],
                left: ["column lower, line 2 effect-missing", "column upper, line 2 effect-missing"])),
        .wide(
            "variance and standard error", "study,yi,vi,sei,sm\nAnn,0,1,1,MD\n",
            .read(["Ann MeanDifference 0 [-1.96, 1.96]"], left: ["column vi, line 2 spread-twice"])),
        .wide(
            "a row without any result among others", "study,event.e,n.e\nAnn,1,10\nBob,,20\n",
            .read(["Ann experimental 1/10"], left: ["line 3 no-result"])),
        .wide(
            "studies and not one number", "study,country,year\nAnn,DE,2001\n",
            .refused(["no row gives a result", "column country"])),
        .wide("numbers that are all missing", "study,event.e,n.e\nAnn,NR,NR\n", .refused(["no row gives a result"])),
        .wide(
            "numbers of columns that nobody knows", "study,foo,bar\nAnn,1,2\n",
            .refused(["no row gives a result", "column foo", "column bar"])),
        .long(
            "a long table without a number",
            "study,arm,outcome,statistic,n,events,confidence\nPetrou2020,MSC,relapse,events,NR,NR,primary\n",
            .refused(["no row gives a result"])),
    ]
}
