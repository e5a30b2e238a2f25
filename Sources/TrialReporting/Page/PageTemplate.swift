/// The page's template: HTML that is well-formed XML too. Only triple braces, because every value is ``Markup``.
enum PageTemplate {
    static let page = """
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="{{{language}}}" xml:lang="{{{language}}}">
        <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="{{{contentPolicy}}}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>{{{title}}}</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <a class="skip" href="#summary">Skip to the summary</a>
        <header class="masthead">
        <p class="kicker">Evidence report</p>
        <h1><bdi>{{{title}}}</bdi></h1>
        <p class="lede">{{{lede}}}</p>
        </header>
        <nav aria-label="Contents">
        <h2>Contents</h2>
        <ol>
        <li><a href="#summary">Summary</a></li>
        {{#evidence}}
        <li><a href="#evidence">The evidence</a></li>
        {{/evidence}}
        {{#analyses}}
        <li><a href="#{{{anchor}}}"><bdi>{{{analysisTitle}}}</bdi></a></li>
        {{/analyses}}
        {{#closing}}
        <li><a href="#{{{closingAnchor}}}">{{{closingHeading}}}</a></li>
        {{/closing}}
        <li><a href="#origin">Where this comes from</a></li>
        </ol>
        </nav>
        <main>
        <section id="summary" aria-labelledby="summary-heading">
        <h2 id="summary-heading">Summary</h2>
        {{#answers}}
        <dl class="answers">
        {{#answerList}}
        <div><dt><a href="#{{{answerAnchor}}}"><bdi>{{{question}}}</bdi></a></dt><dd>{{{answerText}}}</dd></div>
        {{/answerList}}
        </dl>
        <p class="basis">{{{answerBasis}}}</p>
        {{/answers}}
        {{#summary}}{{> table}}{{/summary}}
        {{#closing}}
        {{#closingNote}}
        <p>{{{.}}} <a href="#{{{closingAnchor}}}">See {{{closingHeading}}}.</a></p>
        {{/closingNote}}
        {{/closing}}
        </section>
        {{#evidence}}
        <section id="evidence" aria-labelledby="evidence-heading">
        <h2 id="evidence-heading">The evidence</h2>
        {{#evidenceFigures}}{{> figure}}{{/evidenceFigures}}
        </section>
        {{/evidence}}
        {{#analyses}}{{> analysis}}{{/analyses}}
        {{#closing}}
        <section id="{{{closingAnchor}}}" aria-labelledby="{{{closingAnchor}}}-heading">
        <h2 id="{{{closingAnchor}}}-heading">{{{closingHeading}}}</h2>
        <p>{{{closingText}}}</p>
        {{#closingTables}}{{> table}}{{/closingTables}}
        </section>
        {{/closing}}
        <section id="origin" aria-labelledby="origin-heading">
        <h2 id="origin-heading">Where this comes from</h2>
        <dl class="identity">
        <div><dt>Method profile</dt><dd>{{{profile}}}</dd></div>
        <div><dt>Engine</dt><dd>TrialPool {{{engine}}}</dd></div>
        <div><dt>Seed</dt><dd>{{{seed}}}</dd></div>
        <div><dt>Plan (SHA-256)</dt><dd><code>{{{planHash}}}</code></dd></div>
        {{#datasets}}
        <div><dt>Dataset</dt><dd><bdi>{{{datasetTitle}}}</bdi> ({{{datasetName}}}, version {{{version}}}), \
        content <code>{{{identity}}}</code></dd></div>
        {{/datasets}}
        </dl>
        <h3>How to verify this report</h3>
        {{#places}}
        {{#inBundle}}
        <p>This page is one file of a sealed bundle with the data, the plan and the results that it was drawn from.
        <code>trialpool-report verify BUNDLE.zip</code> checks the SHA-256 of every file, runs the plan again and compares
        every number. Without TrialPool, unpack the bundle and run <code>sha256sum --check manifest-sha256.txt</code>;
        the numbers are in <code>results.json</code> and in <code>tables/</code>.</p>
        {{/inBundle}}
        {{#alone}}
        <p>{{{.}}}</p>
        {{/alone}}
        {{/places}}
        </section>
        </main>
        <footer>
        <p>Made by TrialPool {{{engine}}}. One file, no network, no tracking.</p>
        </footer>
        <script>{{{script}}}</script>
        </body>
        </html>

        """

    static let table = """
        {{#folded}}<details class="fold"><summary>{{{.}}}</summary>{{/folded}}
        <div class="scroll" tabindex="0" role="region" aria-label="{{{regionLabel}}}">
        <table class="{{{look}}}">
        <caption>{{{caption}}}</caption>
        <thead><tr>{{#columns}}<th scope="col" class="{{{alignment}}}">{{{heading}}}</th>{{/columns}}</tr></thead>
        <tbody>
        {{#rows}}
        <tr><th scope="row"><bdi>{{#link}}<a href="#{{{.}}}">{{{name}}}</a>{{/link}}{{#unlinked}}{{{.}}}{{/unlinked}}\
        </bdi></th>{{#cells}}<td class="{{{alignment}}}"{{#label}} data-heading="{{{.}}}"{{/label}}><bdi>{{{text}}}</bdi></td>{{/cells}}</tr>
        {{/rows}}
        </tbody>
        </table>
        </div>
        {{#folded}}</details>{{/folded}}

        """

    static let figure = """
        <figure{{#narrow}} class="has-narrow"{{/narrow}}>
        <div class="scroll wide" tabindex="0" role="region" aria-label="{{{figureLabel}}}">
        {{{svg}}}</div>
        {{#narrow}}
        <div class="narrow">{{{.}}}</div>
        {{/narrow}}
        <figcaption>{{{figureTitle}}}
        <details class="in-words"><summary>The figure in words</summary><p>{{{description}}}</p></details>
        </figcaption>
        </figure>

        """

    static let analysis = """
        <section class="analysis" id="{{{anchor}}}" aria-labelledby="{{{anchor}}}-heading">
        <h2 id="{{{anchor}}}-heading"><bdi>{{{analysisTitle}}}</bdi></h2>
        {{#sections}}
        {{#sectionHeading}}
        <h3 id="{{{anchor}}}:{{{slug}}}">{{{headingText}}}</h3>
        {{/sectionHeading}}
        {{#blocks}}{{> block}}{{/blocks}}
        {{/sections}}
        </section>

        """

    static let block = """
        {{#tileGroups}}
        <dl class="tiles">
        {{#tiles}}
        <div><dt>{{{tileName}}}</dt><dd><strong>{{{tileValue}}}</strong> {{{tileNote}}}</dd></div>
        {{/tiles}}
        </dl>
        {{/tileGroups}}
        {{#findings}}
        <p class="plain">{{{.}}}</p>
        {{/findings}}
        {{#paragraphs}}
        <p>{{{.}}}</p>
        {{/paragraphs}}
        {{#methods}}
        <p class="method">{{{.}}}</p>
        {{/methods}}
        {{#warningLists}}
        <div class="warnings" role="note" aria-label="Warnings">
        <h3>{{{listHeading}}}</h3>
        <ul>
        {{#items}}
        <li>{{{.}}}</li>
        {{/items}}
        </ul>
        </div>
        {{/warningLists}}
        {{#plainLists}}
        <ul>
        {{#items}}
        <li>{{{.}}}</li>
        {{/items}}
        </ul>
        {{/plainLists}}
        {{#tables}}{{> table}}{{/tables}}
        {{#studyTables}}{{> studies}}{{/studyTables}}
        {{#figures}}{{> figure}}{{/figures}}
        {{#explorers}}
        <details class="explore" data-explore="{{{anchor}}}" hidden="hidden">
        <summary>What if? Leave studies out or change the method</summary>
        <div class="explore-body">
        <p class="why">The planned result above stays as it is. Every number here was computed beforehand by the same engine. \
        A choice made after seeing the results shows how much they depend on it; it is no new evidence.\
        {{#overlapNotes}} {{{.}}}{{/overlapNotes}}</p>
        </div>
        </details>
        <script type="application/json" id="{{{anchor}}}-choices">{{{choices}}}</script>
        {{/explorers}}
        {{#further}}
        <details class="further">
        <summary>{{{furtherNames}}}</summary>
        {{#furtherFigures}}{{> figure}}{{/furtherFigures}}
        </details>
        {{/further}}

        """

    static let studies = """
        {{#studyFolded}}<details class="fold"><summary>{{{.}}}</summary>{{/studyFolded}}
        <div class="scroll" tabindex="0" role="region" aria-label="{{{studyRegion}}}">
        <table class="studies prose">
        <caption>{{{studyCaption}}}</caption>
        <thead><tr><th scope="col">Study</th>\
        {{#groupHeadings}}<th scope="col" class="trailing">{{{.}}}</th>{{/groupHeadings}}\
        <th scope="col" class="trailing">{{{effectHeading}}}</th><th scope="col" class="trailing">Weight</th>\
        <th scope="col">Notes and sources</th></tr></thead>
        <tbody>
        {{#studies}}
        <tr><th scope="row"><bdi>{{{label}}}</bdi></th>\
        {{#groupCells}}<td class="trailing" data-heading="{{{cellLabel}}}">{{{cellText}}}</td>{{/groupCells}}\
        <td class="trailing" data-heading="{{{effectHeading}}}">{{{effect}}}</td>\
        <td class="trailing" data-heading="Weight">{{{weight}}}</td>
        <td>{{#notes}}<p class="note"><bdi>{{{.}}}</bdi></p>{{/notes}}
        <details class="sources"><summary>{{{sourceCount}}}<span class="hidden"> of <bdi>{{{label}}}</bdi></span></summary>
        <ul>
        {{#sources}}
        <li><bdi>{{{quantity}}}</bdi>: <bdi>{{{location}}}</bdi>, \
        {{#links}}<a href="{{{address}}}" rel="noopener noreferrer"><bdi>{{{document}}}</bdi></a>, {{/links}}\
        {{#plainDocuments}}<bdi>{{{.}}}</bdi>, {{/plainDocuments}}\
        confidence: {{{confidence}}}, <code>{{{place}}}</code>{{#derivations}}; derived: <bdi>{{{.}}}</bdi>{{/derivations}}</li>
        {{/sources}}
        </ul>
        </details></td></tr>
        {{/studies}}
        </tbody>
        </table>
        </div>
        {{#studyFolded}}</details>{{/studyFolded}}

        """
}
