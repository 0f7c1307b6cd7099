"""Words that tell people from things: no rule does,  common words and given names are listed.

All words are lower case. None of them comes from one committee's files: a word is here because it is
common in headings and lists of any, a name because it is a common given name somewhere.
"""

from __future__ import annotations

from typing import Final


def words(text: str) -> frozenset[str]:
    """The words of a text, as a table."""
    return frozenset(text.split())


NOT_NAMES: Final = words(
    """
    a about accepted access account action actions active activities ad add adding admin administration
    adoption advance africa agenda agree agreed agreement alignment all alpha also america americas
    amsterdam analysis and announce announcements annual any apac api app application approval approve
    approved apps april architecture archive are area as asia ask assigned async at attendees audit
    august austin australia automation awareness back backend backlog badge ballot barcelona batch before
    begin beijing benchmark berlin beta big binding board body boot bootstrap boston bot branch break
    breakout broken browser budget bug bugs build builds business but by cache calendar call campaign can
    canada cancelled candidate capacity case catch center chair challenges change changes channel
    channels charter chat check checklist chicago china choice class cleanup cli client clients close
    closed closing cloud code collaboration command comment comments committee common communication
    communications community company comparison compiler complete completed compliance component
    components concerns conclusion conduct conference config configuration confirmed connection consensus
    consider considerations container containers content continuation continue continued contract
    contributing contribution contributions contributor contributors control coordination core council
    coverage create creation crisis cross current custom daily dashboard data database date dates day
    days december decide decision decisions deep default deferred define definition delivery demo demos
    dependencies dependency deploy deployment deprecate deprecated deprecation design desktop details dev
    develop developer developers development diagram diff direction directory discuss discussed
    discussion discussions distribution doc docker docs document documentation done draft due duration
    early ecosystem edit edition editor editorial eight election elections email embedded emea end engine
    engineering enhancement enterprise environment error errors estimate europe evaluation event events
    every everybody everyone example examples executive experience experimental export extension
    extensions external feature features february feedback few file files final finalize finance
    financial find first five fix fixed fixes flag follow followup for format forum forward foundation
    four framework framing france free freeze friday from frontend full function functions fund funding
    future gateway general germany get github global go goals good governance graph group groups guest
    guests guidance guide guidelines guild hack hackathon handling hardware has  health help hidden
    high holiday hosting hour hours house how i idea ideas identity if ii iii image impact implementation
    improve improvements in incident inclusion incubating incubation index india industry info
    information infra infrastructure initial initiative initiatives input install integration interest
    interface interim internal international internet interop interoperability intro introduction
    introductions invited is issue issues it item items iteration iv ix january japan job join july june
    kernel key keynote kickoff kubernetes lab language languages last launch layer lead leadership leads
    learning legacy legal level library license licensing lifecycle lightning limit linux list lists live
    local logging login logistics london long look machine mailing main maintainer maintainers
    maintenance make management manager mandate mapping march marketing master material maturity maybe
    meeting meetings meetup member members membership memory merge merged merging message messages method
    metrics mid migration milestone milestones minimal minute minutes misc miscellaneous missing mobile
    mode model models module modules monday monitoring monthly more move moved moving multi munich name
    names naming native need needed needs network networking new news newsletter next nine no node
    nominations none normative not note notes notetaker november now numbers object objections objects
    observability october of offer office official old on onboarding one ongoing online only open opening
    operations operator opportunities optional options or order org organization organizational other
    others our out outcome outreach outstanding over overview ownership package packages packaging panel
    parallel paris parking part participation partner partners party past patch patterns pending people
    performance permission permissions phase pilot pipeline pipelines plan planned planning plans
    platform platforms please plenary plugin plugins policies policy poll portal portland post postponed
    pr practices prep preparation present presentation presentations preview previous primary prior
    priorities priority privacy private problem problems procedure process processes product production
    program programme progress project projects promotion proposal proposals proposed protocol prototype
    provider public publication publishing pull purpose python quality quarter quarterly query question
    questions queue quick quorum rapid ratification reach react read readiness real recap recent
    recommendation recommendations record recorded recording recordings recruitment redesign refactor
    refactoring refer reference references regarding registration registry regrets regular rejected
    related release released releases reliability remaining remember reminder reminders remote removal
    remove rename renaming repo report reporting reports repositories repository request requests
    required requirement requirements research resolution resolved resource resources rest results
    retired retrospective return review reviewed reviews revised revision rewrite rfc risk roadmap role
    roles roll room round rule rules run runtime safety sandbox saturday schedule scheduling schema
    schemas scope script sdk search season seattle second secondary section security semantic semantics
    send september series server servers service services session sessions set setup seven shared sharing
    she short side sig simple site six size skipped slack slides small so social software solution some
    someone source sources space spain spec special specification specifications specs sponsor sponsors
    spotlight spring sprint stabilization stable stack staff stage standard standards standing standup
    start state statement status steering step steps storage stories strategic strategy stream structure
    style subcommittee subgroup submission summary summit sunday support survey sync syntax system
    systems table tabled tables tag tags talk talks target task tasks tbd team teams tech technical
    template ten term terms test testing tests text that the theme then there they third this three
    thursday ticket time timeline timing to today tokyo tomorrow tool tooling tools top topic topics tour
    track tracker tracking trademark training transfer transition triage try tuesday tutorial twitter two
    type types ui unassigned unclaimed under unified unit unknown up upcoming update updated updates
    upgrade upgrades usage use user users using utilities vacant validation value values variables
    various vendor version versions vi via video vienna view vii viii virtual vision volunteer volunteers
    vote votes voting wait waiting want war wasm we web website wednesday week weekly weeks welcome what
    when where which who why wiki window windows winter wip with work workflow working workload workshop
    workstream world wrap writing xi xii year yearly years yesterday you zoom zurich
    """
)
"""Words that make a capitalised phrase a thing: `Release Planning`, `Mark II`, `Europe`. No given name."""

GIVEN_NAMES: Final = words(
    """
    aaron abby abdul abigail ada adam adelheid adrian adriana agnes agnieszka ahmed aidan aitor akira
    alan alba albert aldo alejandra alejandro aleksandra alessandra alessandro alessia alex alexander
    alexandra alexis alfonso alfred alfredo alice alicia alina aline alison allen allison alon alvaro
    alyssa amaia amanda amber amelie amin amit amy amélie ana anabel anais anand anaïs anders andre
    andrea andreas andreia andrew andrey andrzej andy anette angela angelika angelo anika anil anita anja
    anke ann anna annalisa anne annegret annette annika anouk ansgar anthony antje antoine anton
    antonella antonio antónio antônio anya arantxa ari ariel arjun armin arnaud arne arno arthur arturo
    ashish ashley astrid audrey aurelie aurélie axel barbara bart bartosz bastian bastien bea beata beate
    beatrice beatriz ben benedikt benjamin benoit bente bernadette bernard bernd bernhard berta beth
    bettina bianca bill birgit birte bjarne bjorn blanca bob boris brad brandon brendan brent brett brian
    brigitte britta brittany bruce bruna bruno bryan caio caitlin cameron camila camille carina carl
    carla carlos carmen carol carolina caroline carsten catherine cathy cecile cecilia celia chad charles
    charlie charlotte chiara chloe chloé chris christa christel christelle christian christina christine
    christoph christopher claire clara claudia claudio clemens clement clotilde clémence clément colin
    concetta connor conrad consuelo corinna cornelia craig cristian cristiano cristina curtis cynthia
    cécile célia dagmar dale damian damiano damien dan dana daniel daniela danielle danilo danny dario
    darren dave david davide dean debora deborah deepak deepti delphine denis denise dennis derek detlef
    dhruv diana diane didier diego dieter dietmar dimitri dirk dmitry dolores dominic dominik don donald
    donna dorothea dorothee doug douglas dylan débora ebba eckhard edda edgar edith eduard eduardo edward
    elena eleni eli elias elisa elizabeth elke ellen elodie elsa elvira emanuele emil emilia emilie
    emilio emily emma encarna enrico enrique eric erica erik erin ernesto ernst esteban estelle esther
    ethan etienne eugene eva evan evelyn ewa ewelina fabian fabiana fabienne fabio fabrice fabrizio fanny
    fatima federico felicitas felipe felix femke ferdinand fernanda fernando filip filipa flavia florence
    florian flávia flávio francesca francesco francis francisca francisco franco francois francoise frank
    franz françois françoise frauke fred frederic frederik frieda friederike fritz frédéric gabriel
    gabriela gabriele gaelle gareth gary gavin gaëlle geoff geoffrey george gerald gerard gerd gerda
    gerhard gero gertrud giacomo gianluca gianni gilles giorgia giorgio giovanni gisela giulia giuseppe
    gonçalo gordon graham grazia greg gregory grzegorz gudrun guido guillaume guillermo gunter gustav
    gustavo guy günter günther hannah hannelore hannes hanno hans harald harold harry hartmut hassan
    heather hedwig heide heidi heiko heiner heinrich heinz helen helena helene helga helmut henning henri
    henriette henrik henry herbert hermann hilde hiroshi holger horst howard hristo hubert hugo hélène
    ian ibrahim ignacio igor iker ilaria ilona ilse ines inga ingeborg ingo ingrid inés inês irene irina
    irmgard isaac isabel isabella isabelle ivan ivana jacek jack jackie jackson jacob jacqueline jadwiga
    jaime jakob jakub james jamie jan jane janet janina janine jannik jannis jared jasmin jason javi
    javier jay jean jeff jeffrey jennifer jenny jens jeremy jerome jerry jess jesse jessica jie jill jim
    jimmy jing joachim joan joana joanna joao joaquim joaquin joaquín jochen joe joel joerg johan
    johannes john johnny jon jonas jonathan jone jordan jordi jorg jorge jose josef joseph josh joshua
    jost josé joël juan judith juergen jules julia julian julie julien jun justin justyna jutta jörg jörn
    jürgen kai karen karim karin karl karsten karthik kartik kasper katarzyna kate katharina katherine
    kathleen kathrin kathy katie katja katrin kavita keith kelly ken kenji kenneth kenny kerstin kevin
    kim kiran kirsten klara klaus knut konrad krishna kristen kristina krystyna krzysztof kurt kyle käthe
    laia lara larissa larry lars laura lauren laurence laurent lautaro lea leandro lee lena leni leo leon
    leonard leonardo leonie leslie leticia letícia liam liane lidia liesbeth lieselotte lilian lily lin
    lina linda lisa lluis lorena lorenz lorenzo lothar louis louise lourdes luc luca lucas lucia lucie
    lucía luigi luis luisa luise lukas luke lutz lydia maciej madeleine madison magda magdalena magnus
    maite malgorzata malte manfred manon manuel manuela marc marcel marceli marcelo marcin marco marcos
    marcus mareike marek maren margarete margarita margot margret maria mariana marianne maribel marie
    marina mario marion marisol marius mark markus marlene marlies marta marten martha martin martina
    marvin mary mateo mathias mats matt matteo matthew matthias matthieu mattia maurice mauricio max
    maxim maximilian małgorzata mechthild megan mehmet mei melanie melina melissa michael michaela michal
    michał michel michele michelle miguel mihai mikael mike mikel mikhail milan miren miriam mirjam mirko
    mohamed mohammed monica monika monique montse morgan moritz mónica nadia nadine nadja naomi natalia
    natalie natascha nathan nathaniel neha neil nelson nerea niall nicholas nick nicola nicolai nicolas
    nicole niels nikita niko nikolai nikolas nikolay nils nina noah nora nuno nuria núria olaf oleg olga
    oliver olivia olivier oliwia omar oscar ottavio otto owen pablo padraig pamela paola paolo pascal
    patricia patrick patrik patrizia paul paula paulina pauline paulo pavel pedro penny pete peter petr
    petra phil philip philipp philippe pia piero pierre pilar piotr pradeep prakash pranav priya quentin
    rachel rafael rafaela rahul raimund rainer raj rajesh ralf ralph ramesh ramon ramón raphael raquel
    raul ravi raymond rebecca regina reinhard reinhold renata renate rene rené ricardo richard rick rita
    rob robert roberta roberto rocio rocío rodrigo roger roland rolf roman ron ronald rosa rosario
    rosemarie ross roy ruben rudolf ruediger rui russell ruth ryan régis rüdiger sabina sabine sabrina
    sachin sally salvatore sam samantha samir samuel sandeep sandra sandrine sanjay santiago sara sarah
    sascha saskia scott sean sebastian sebastien serge sergei sergey sergio shane shannon sharon shaun
    shawn shubham sibylle siegfried sieglinde sigrid silke silvana silvia silvie simon simona simone
    sofia sofie sofía solange solène sonia sonja sophia sophie soren stacy stan stefan stefania stefanie
    stefano steffen steffi stephan stephane stephanie stephen steve steven stuart sunil suresh susan
    susanna susanne suzanne sven swantje swati sylvain sylvia sylvie sébastien sílvia takashi tamara
    tanja tanya tara tatiana tatjana ted telma teresa terry thaís thea theo theresa therese thiago thiemo
    thierry thomas thorsten tiago tiffany till tilman tim timo timothy tina tiziana tobias todd tom tomas
    tomasz tomás tony torsten traudel travis trevor tyler ulla ulli ulrich ulrike umberto unai ursel
    ursula urszula usha uta ute uwe valentin valentina valeria valerie valérie vanessa venkat vera verena
    veronica veronique vicente victor victoria vijay vikram vincent vincenzo vinod virginia virginie
    vishal vivek viviane vlad vladimir volker véronique walter waltraud wanda warren wayne wei wendy
    werner wes wesley wiebke wilfried wilhelm willem william winfried wojciech wolfgang xabier xavi
    xavier yan yann yannick yasmin yolanda yoshi yuki yuri yusuf yves yvette yvonne zach zachary zbigniew
    zoe zofia álvaro élodie émilie étienne
    """
)
"""Common given names: a single word after a dash is a person only where it is one of these, or known."""

WORD_NAMES: Final = words(
    """
    april austin berlin bill chase chip christian dale daisy dallas dawn drew faith frank gene grace grant
    hope hunter iris ivy jasmine jessie joy june june-marie kit lane lily long march mark mason may miles
    paris pat penny pierce reed rich rob robin rose ruby sage sandy skip summer tanner tucker violet wade
    will
    """
)
"""Given names that are words as well: a name only where people are listed, and with a second word."""

COMPANIES: Final = words(
    """
    adobe agoric airbnb alibaba amazon amd anthropic apple arm atlassian autodesk aws baidu bbc bloomberg
    boeing bosch broadcom canonical cff chainguard cisco cloudbees cloudflare cncf confluent databricks
    datadog dell deno docker ebay ecma elastic ericsson ethereum f5 facebook fastly ford fujitsu ge
    github gitlab goldman google hashicorp hitachi hp hpe huawei ibm igalia independent intel intuit
    isovalent jetbrains joyent kong linkedin linuxfoundation lyft mapbox meta microsoft mirantis mongodb
    mozilla netapp netflix netlify newrelic nginx nokia ntt nvidia okta openai openjs oracle paypal
    pinterest pivotal qualcomm rackspace rakuten red redhat salesforce samsung sap shopify siemens slack
    snap solo sony spotify square stripe suse swisscom tencent tesla tetrate thoughtworks toyota twilio
    twitter uber unaffiliated vercel vmware volvo w3c walmart weaveworks wikimedia yahoo yandex zalando
    """
)
"""First words of companies that stand after a name: `Ada Obi, IBM`."""

POSTS: Final = words(
    """
    acting administrator alderman alternate analyst assistant attorney board ceo cfo chair chairman
    chairperson chairwoman city clerk commissioner commissioners committee community coo coordinator council
    councillor councillors councilman councilmember councilmembers councilor councilors councilwoman counsel
    county cto deputy developer director directors editor emeritus engineer executive finance former founder
    general head interim intern lead liaison maintainer manager mayor member members observer officer planner
    pro president principal product program project public recorder recording representative secretary senior
    staff student superintendent supervisor supervisors tem town treasurer trustee trustees vice village
    vice-chair vice-president works
    """
)
"""Words of what somebody is: `Mayor Ada Obi; Bo Lind, Town Clerk`."""

PARTICLES: Final = words(
    """
    af al av bin da das de del della den der di do dos du e el i ibn la le ten ter van von y zu zur
    """
)
"""Lower-case words inside a name."""

NO_OWNERS: Final = words(
    """
    able according add adr ai api apply back call ccla cd ci cla cli cncf coc commit continue contribute
    convert cpu css cve dco db dns due eol eta everything faq ga get go going gpu have how hr html html5 it
    js json kpi like link listen llm look lts migrate ml move mvp nb need okr os oss plan point poc port pr
    prs ps push qa reach ready refer related remember reply respond rfc sdk send sla sop speak sql submit
    subscribe switch talk transfer try ts ui upgrade url us uk eu ux vm want what when where write yaml
    """
)
"""What stands where an owner would, before `:` or `to`, and is none: verbs, abbreviations."""

VERBS_TOO: Final = words(
    """
    art bill chase chuck dean drew frank gene grant guy hope jack jay mark max may nick pat ray rob sue
    till will
    """
)
"""Given names that may begin a task as another word: `Mark it as done`."""
