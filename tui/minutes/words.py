"""Words that tell people from things: no rule does, so common words and given names are listed.

All words are lower case. None of them comes from one committee's files: a word is here because it is
common in headings and lists of any, a name because it is a common given name somewhere.
"""

from __future__ import annotations

from typing import Final

NOT_NAMES: Final = frozenset(
    """
    a about access accepted account action actions active activities ad add adding administration admin adoption
    advance agenda agreed agreement alignment all alpha an analysis and announce announcements annual any api app
    application apps approval approve approved april architecture archive are area as ask assigned async at attendees
    audit august automation awareness back backend backlog badge ballot batch before benchmark beta big binding board
    body boot bootstrap bot branch break breakout broken browser budget bug bugs build builds business by cache call
    calendar campaign can cancelled candidate capacity case catch center challenges change changes channel channels
    chair charter chat check checklist choice class cleanup cli client clients close closed closing cloud code
    collaboration command comment comments committee common communication communications community company comparison
    compiler complete completed component components compliance concerns conclusion conduct conference config
    configuration confirmed connection consensus consider considerations container containers content continued
    continuation contract contributing contribution contributions contributor contributors control coordination core
    council coverage create creation crisis cross current custom daily dashboard data database date dates day days
    december decision decisions deep default deferred define definition delivery demo demos dependencies dependency
    deploy deployment deprecate deprecated deprecation design desktop details dev develop developer developers
    development diagram diff direction directory discuss discussed discussion discussions distribution doc docker docs
    document documentation done draft due duration early ecosystem edit edition editor editorial eight election
    elections email embedded end engine engineering enhancement enterprise environment error errors estimate europe
    evaluation event events every everyone example examples executive experience experimental export extension
    extensions external feature features february feedback few file files final finalize financial finance first five
    fix fixed fixes flag follow followup for format forum forward foundation four framework framing free freeze friday
    from frontend full function functions fund funding future gateway general get github global go goals good governance
    graph group groups guest guests guidance guide guidelines guild hack hackathon handling hardware has health help
    hidden high holiday hosting hour hours house how idea ideas identity if image impact implementation improve
    improvements in incident inclusion incubating incubation index industry info information infra infrastructure
    initial initiative initiatives input install integration interest interface interim internal international internet
    interop interoperability intro introduction introductions invited is issue issues it item items iteration january
    job join july june kernel key keynote kickoff kubernetes lab language languages last launch layer lead leads
    leadership learning legal legacy level library license licensing lifecycle lightning limit linux list lists live
    local logging login logistics long machine mailing main maintainer maintainers maintenance make management manager
    mandate mapping march marketing master material maturity meeting meetings meetup member members membership memory
    merge merged merging message messages method metrics migration mid milestone milestones minimal minute minutes misc
    miscellaneous missing mobile mode model models module modules monday monitoring monthly more move moved moving
    multi name names naming native needed needs network networking new news newsletter next nine no node nominations
    none normative not note notes notetaker november now numbers object objects objections observability october of
    office official old on onboarding one ongoing online only open opening operations operator opportunities optional
    options or order org organization organizational other others our out outcome outreach outstanding over overview
    ownership package packages packaging panel parallel parking part participation partner partners party past patch
    patterns pending people performance permission permissions phase pilot pipeline pipelines plan planned planning
    plans platform platforms plenary plugin plugins policies policy poll portal post postponed practices pr
    prep preparation present presentation presentations preview previous primary prior priorities priority privacy
    private problem problems procedure process processes product production program programme progress project
    projects promotion proposal proposals proposed protocol prototype provider public publication publishing pull
    purpose python quality quarter quarterly query question questions queue quick quorum rapid ratification react read
    readiness real recap recent recommendation recommendations record recorded recording recordings recruitment
    redesign refactor refactoring reference references regarding registration registry regrets regular rejected
    related release released releases reliability remaining reminder reminders remote removal remove rename renaming
    repo report reporting reports repository repositories request requests required requirement requirements research
    resolution resolved resource resources rest results retired retrospective return review reviewed reviews revised
    revision rewrite rfc risk roadmap role roles roll room round rule rules run runtime safety sandbox saturday schedule
    scheduling schema schemas scope script sdk search season second secondary section security semantic semantics
    september series server servers service services session sessions set setup seven shared sharing short side sig
    simple site six size skipped slack slides small social software solution some source sources space special spec
    specification specifications specs sponsor sponsors spotlight spring sprint stabilization stable stack staff stage
    standard standards standing standup start state statement status steering step steps storage stories strategic
    strategy stream structure style subcommittee subgroup submission summary summit sunday support survey sync syntax
    system systems table tables tabled tag tags talk talks target task tasks tbd team teams tech technical template ten
    term terms test testing tests text the theme third three thursday ticket time timeline timing to today tomorrow tool
    tooling tools top topic topics tour track tracker tracking trademark training transfer transition triage tuesday
    tutorial twitter two type types ui unassigned under unified unit unknown up upcoming update updated updates upgrade
    upgrades usage use user users using utilities vacant validation value values variables various vendor version
    versions via video view virtual vision volunteer volunteers vote votes voting waiting war wasm web website
    wednesday week weekly weeks welcome what when where which who why wiki window windows winter wip with work workflow
    working workload workshop workstream world wrap writing year yearly years yesterday zoom
    america americas asia apac emea africa australia canada china france germany india japan spain berlin london paris
    portland seattle boston chicago austin tokyo beijing amsterdam barcelona munich vienna zurich
    ii iii iv vi vii viii ix xi xii
    """.split()
)
"""Words that make a capitalised phrase a thing: `Release Planning`, `Mark II`, `Europe`. No given name."""

GIVEN_NAMES: Final = frozenset(
    """
    aaron abby abdul abigail adam adrian ahmed aidan akira alan albert alejandro alex alexander alexandra alexis alice
    alicia alison allen allison alon alyssa amanda amber amin amit amy ana anand anders andre andrea andreas andrew
    andrey andy angela anil anita ann anna anne anthony antoine anton antonio anya ari ariel arjun arnaud arne arthur
    ashish ashley audrey axel barbara bart bastian beatrice ben benedikt benjamin benoit bernd bernhard beth bill bjorn
    bob boris brad brandon brendan brent brett brian brittany bruce bruno bryan caitlin cameron carl carla carlos carol
    caroline carsten catherine cathy chad charles charlie charlotte chris christian christina christine christoph
    christopher claire clara claudia claudio clemens colin connor conrad craig cristina curtis cynthia dale damian
    damien dan dana daniel daniela danielle danny darren dave david dean deborah deepak deepti denis dennis derek dhruv
    diana diane diego dieter dimitri dirk dmitry dominic dominik don donald donna doug douglas dylan edgar eduardo
    edward elena eli elias elisa elizabeth ellen emil emily emma eric erica erik erin ernesto esther ethan eugene eva
    evan evelyn fabian fabio fatima federico felipe felix fernando filip florian francesco francis francois frank
    fred frederic frederik gabriel gabriela gareth gary gavin geoff geoffrey george gerald gerard gianluca gilles
    giovanni giulia giuseppe gordon graham greg gregory guido guillaume gustavo guy hannah hannes hans harald harold
    harry hassan heather heidi heiko helen helena henrik henry hiroshi holger howard hristo hugo ian ibrahim igor ingrid
    irina isaac isabel ivan jack jackie jackson jacob jaime jakob jakub james jamie jan jane janet jared jason javier
    jay jean jeff jeffrey jennifer jenny jens jeremy jerome jerry jess jesse jessica jie jill jim jimmy jing joachim
    joan joanna joao joe joel johan johannes john johnny jon jonas jonathan jordan jorge jose josef joseph josh joshua
    juan judith juergen jules julia julian julie julien jun justin kai karen karim karl karthik kartik kasper kate
    katharina katherine kathleen kathy katie kavita keith kelly ken kenneth kenny kenji kevin kim kiran klaus konrad
    krishna kristen kristina kurt kyle larry lars laura lauren laurent lea lee lena leo leon leonard leonardo leslie
    liam lily lin linda lisa lluis lorenzo louis louise luc luca lucas lucia luis lukas luke lydia maciej madison
    magnus manfred manuel marc marcel marcelo marcin marco marcos marcus maria mariana marie mario marion marius marek
    mark markus martha martin martina marvin mary mateo mathias matt matteo matthew matthias matthieu maurice mauricio
    max maxim maximilian megan mehmet mei melanie melissa michael michal michel michele michelle miguel mihai mikael
    mike mikhail milan miriam mohamed mohammed moritz morgan nadia naomi natalia natalie nathan nathaniel neha neil
    nelson niall nicholas nick nicola nicolas nicole niels nikita niko nikolai nikolas nikolay nils nina noah nora
    olaf oleg oliver olivia olivier omar oscar owen pablo padraig pamela paolo patricia patrick patrik paul paula pavel
    pedro penny pete peter petr petra phil philip philipp philippe pierre piotr pradeep prakash pranav priya quentin
    rachel rafael rahul raj rajesh ralf ralph ramesh raphael raul ravi raymond rebecca ricardo richard rick rob robert
    roberta roberto rodrigo roger roland roman ron ronald rosa ross roy ruben rudolf russell ruth ryan sabine sachin
    sally sam samantha samir samuel sandra sandeep sanjay sara sarah sascha scott sean sebastian serge sergei sergey
    sergio shane shannon sharon shaun shawn shubham silvia simon simone sofia sonia sophia sophie soren stacy stan
    stefan stefano stephan stephane stephanie stephen steve steven stuart sunil suresh susan suzanne sven swati sylvain
    takashi tamara tanya tara ted teresa terry thea theo theresa therese thierry thomas tiago tiffany till tim timothy
    tina tobias todd tom tomas tomasz tony travis trevor tyler ulrich ulrike ursula usha uwe valentin valeria vanessa
    venkat vera veronica victor victoria vijay vikram vincent vinod virginia vishal vivek vlad vladimir volker walter
    wanda warren wayne wei wendy wes wesley will william wolfgang xavier yan yann yannick yoshi yuki yuri yusuf
    yvonne zach zachary zoe
    """.split()
)
"""Common given names: a single word after a dash is a person only where it is one of these, or known."""

COMPANIES: Final = frozenset(
    """
    adobe agoric airbnb alibaba amazon amd anthropic apple arm atlassian autodesk aws baidu bbc bloomberg boeing bosch
    broadcom canonical cff chainguard cisco cloudflare cloudbees cncf confluent databricks datadog deno dell docker ebay
    ecma elastic ericsson ethereum f5 facebook fastly ford fujitsu ge github gitlab goldman google hashicorp hitachi hp
    hpe huawei ibm igalia independent intel intuit isovalent jetbrains joyent kong linkedin linuxfoundation lyft
    mapbox meta microsoft mirantis mongodb mozilla netapp netflix netlify newrelic nginx nokia ntt nvidia okta
    openai openjs oracle paypal pinterest pivotal qualcomm rackspace rakuten red redhat salesforce samsung sap shopify
    siemens slack snap solo sony spotify square stripe suse swisscom tencent tesla tetrate thoughtworks toyota twilio
    twitter uber unaffiliated vercel vmware volvo w3c walmart weaveworks wikimedia yahoo yandex zalando
    """.split()
)
"""First words of companies that stand after a name: `Ada Obi, IBM`."""

PARTICLES: Final = frozenset(
    "de del della di da du van von der den la le el al bin ibn dos das do zu zur ter ten af av y e i".split()
)
"""Lower-case words inside a name."""
