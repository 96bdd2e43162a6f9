package synth

// The codes of the multi-response columns, in the order of their code lists in
// data/codes.

const (
	none         = "none"
	notSpecified = "not_specified"
)

var (
	recruitmentCodes = []string{
		"online_social", "online_ad", "family_event", "friends_social", "place_of_business", "work", "agency",
		"lover_boy", "sham_marriage", "abduction", "other", notSpecified,
	}
	relationCodes = []string{"intimate_partner", "family", "friend", "other", "unknown"}
	controlCodes  = []string{
		"debt_bondage", "takes_earnings", "restricts_finance", "threats", "psychological_abuse", "physical_abuse",
		"sexual_abuse", "false_promises", "psychoactive", "restricts_movement", "excessive_hours", "uses_children",
		"threat_law_enforcement", "withholds_necessities", "withholds_documents", "other", notSpecified,
	}
	exploitationCodes = []string{
		"forced_labour", "sexual", "forced_criminality", "forced_begging", "domestic_servitude", "forced_marriage",
		"organ_removal", "child_labour", "benefit_fraud", "other",
	}
	transportCodes = []string{
		"foot", "car", "van", "lorry", "bus", "train_passenger", "train_freight", "small_inflatable", "wooden_boat",
		"metal_boat", "fishing_vessel", "pirogue", "sailing_yacht", "speedboat", "jet_ski", "ferry", "cargo_ship",
		"commercial_flight", "other", notSpecified,
	}
	concealmentCodes = []string{
		none, "cargo_space", "refrigerated", "hidden_compartment", "boot", "engine_underbody", "train_wagon",
		"vessel_hold", "container", newConcealment, "other", notSpecified,
	}
	fraudCodes   = []string{"impostor", "counterfeit", "forged", "fraudulently_obtained", "stolen_blank", "pseudo", "other"}
	paymentCodes = []string{
		"cash", "hawala", "mvts", "bank", "crypto", "mobile_money", "prepaid", "labour", "in_kind", "advance",
		"per_leg", "on_arrival", "after_arrival", notSpecified,
	}
)

// A border is where a record was made.
type border uint8

const (
	sea border = iota
	land
	air
	inland
)

var borderCodes = [...]string{"sea", "land", "air", "inland"}

// Defaults of corridors that name no means of transport, by border.
var transportByBorder = [...]string{
	sea:    "small_inflatable*50 wooden_boat*22 metal_boat*14 fishing_vessel*6 speedboat*3 other*2 not_specified*3",
	land:   "foot*30 car*24 van*18 lorry*16 bus*5 train_freight*4 other*1 not_specified*2",
	air:    "commercial_flight*95 other*2 not_specified*3",
	inland: "car*34 van*20 bus*16 train_passenger*14 lorry*8 commercial_flight*4 other*1 not_specified*3",
}

var concealmentByBorder = [...]string{
	sea:    "none*82 vessel_hold*8 cargo_space*4 container*2 other*1 not_specified*3",
	land:   "none*34 cargo_space*20 hidden_compartment*9 boot*10 refrigerated*8 engine_underbody*4 train_wagon*5 container*3 other*3 not_specified*4",
	air:    "none*92 other*2 not_specified*6",
	inland: "none*56 cargo_space*16 boot*10 hidden_compartment*6 refrigerated*5 other*2 not_specified*5",
}

// A form is the profile of exploitation of a trafficking corridor.
type form uint8

const (
	noForm form = iota // Smuggling.
	sexual
	labour
	crime
	mixed
)

// The words of a form: what is exploited, how people are recruited and held.
var exploitationByForm = [...]string{
	noForm: "other",
	sexual: "sexual*88 forced_labour*4 forced_criminality*3 forced_marriage*2 domestic_servitude*2 other*1",
	labour: "forced_labour*80 domestic_servitude*9 child_labour*2 sexual*4 benefit_fraud*3 other*2",
	crime:  "forced_criminality*52 forced_begging*34 benefit_fraud*6 sexual*4 forced_labour*3 other*1",
	mixed:  "sexual*46 forced_labour*26 forced_criminality*12 domestic_servitude*6 forced_begging*4 forced_marriage*3 organ_removal*1 other*2",
}

var recruitmentByForm = [...]string{
	noForm: "online_social*34 friends_social*28 family_event*14 place_of_business*8 agency*6 online_ad*4 other*3 not_specified*3",
	sexual: "lover_boy*26 online_social*24 friends_social*15 family_event*11 agency*7 online_ad*5 sham_marriage*3 abduction*2 other*3 not_specified*4",
	labour: "agency*30 friends_social*19 online_social*15 work*10 family_event*9 online_ad*6 place_of_business*5 other*3 not_specified*3",
	crime:  "online_social*29 friends_social*23 family_event*21 place_of_business*6 online_ad*5 abduction*4 agency*4 other*4 not_specified*4",
	mixed:  "online_social*28 lover_boy*18 friends_social*18 family_event*11 agency*9 online_ad*6 work*3 other*3 not_specified*4",
}

var controlByForm = [...]string{
	noForm: "other",
	sexual: "threats*16 psychological_abuse*15 physical_abuse*11 sexual_abuse*10 takes_earnings*12 debt_bondage*8 false_promises*9 restricts_movement*7 withholds_documents*5 psychoactive*4 uses_children*2 other*1 not_specified*2",
	labour: "false_promises*17 excessive_hours*16 takes_earnings*14 withholds_documents*13 debt_bondage*11 threats*7 threat_law_enforcement*6 restricts_movement*5 withholds_necessities*4 restricts_finance*4 physical_abuse*2 other*1 not_specified*2",
	crime:  "threats*22 debt_bondage*14 physical_abuse*14 psychological_abuse*10 restricts_movement*8 uses_children*8 psychoactive*6 takes_earnings*6 threat_law_enforcement*5 false_promises*4 other*1 not_specified*3",
	mixed:  "threats*16 psychological_abuse*13 false_promises*12 physical_abuse*10 takes_earnings*9 debt_bondage*8 restricts_movement*8 withholds_documents*6 excessive_hours*5 sexual_abuse*5 threat_law_enforcement*3 psychoactive*3 other*1 not_specified*2",
}

// Single-code columns. The first index is 0 for smuggling and the form for
// trafficking.
var sexByForm = [...]string{
	noForm: "male*74 female*23 other*1 unknown*2",
	sexual: "female*90 male*8 other*1 unknown*1",
	labour: "male*67 female*31 unknown*2",
	crime:  "male*58 female*40 unknown*2",
	mixed:  "female*64 male*33 other*1 unknown*2",
}

var ageByForm = [...]string{
	noForm: "18-24*36 25-34*31 35-44*11 45+*4 12-17*11 0-11*4 unknown*3",
	sexual: "18-24*41 25-34*27 12-17*16 35-44*9 0-11*1 45+*2 unknown*4",
	labour: "25-34*34 35-44*24 18-24*20 45+*13 12-17*4 unknown*5",
	crime:  "12-17*34 18-24*29 25-34*16 0-11*8 35-44*6 45+*3 unknown*4",
	mixed:  "18-24*32 25-34*25 12-17*17 35-44*12 45+*6 0-11*3 unknown*5",
}

const (
	relationOdds  = "intimate_partner*18 family*17 friend*27 other*30 unknown*8"
	fraudOdds     = "impostor*22 counterfeit*31 forged*24 fraudulently_obtained*12 stolen_blank*4 pseudo*4 other*3"
	documentOdds  = "passport*46 visa*17 id_card*18 residence_permit*13 stamp*4 other*2"
	paymentOdds   = "cash*30 hawala*21 mvts*10 bank*7 crypto*3 mobile_money*5 prepaid*2 labour*4 in_kind*2 advance*6 per_leg*5 on_arrival*3 after_arrival*3 not_specified*4"
	durationOdds  = "0-12*58 13-24*21 25+*14 unknown*7"
	sourceOdds    = "A*18 B*44 C*9 X*29"
	gradeOdds     = "1*21 2*31 3*22 4*26"
	handlingOdds  = "H0*78 H1*22"
	traffickOdds  = "1*62 2*18 3*9 4*5 5*3 6*1 8*1 12*1 26*0"
	smuggleLand   = "1*22 2*19 3*14 4*12 5*9 6*7 8*6 11*5 16*3 24*2 38*1 56*0"
	smuggleAir    = "1*72 2*18 3*7 5*3 9*0"
	smuggleSea    = "4 7*2 11*3 16*4 23*5 31*6 38*6 45*5 52*4 58*3 66*2 84 140*0"
	suspectOdds   = "0*46 1*26 2*14 3*7 4*4 5*2 6"
	smuggleInland = "1*34 2*22 3*16 4*10 6*8 9*5 14*3 26*2 41*0"
)

// Gaps are the shares of empty cells of a column in 1000, for a reporter of
// middling care; see care.
type gaps struct{ smuggling, trafficking int }

var (
	routeGap       = gaps{110, 180}
	pointGap       = gaps{160, 300}
	sexGap         = gaps{90, 25}
	ageGap         = gaps{120, 55}
	minorsGap      = gaps{140, 90}
	transportGap   = gaps{60, 420}
	concealmentGap = gaps{260, 880}
	fraudGap       = gaps{660, 760}
	recruitmentGap = gaps{800, 230}
	relationGap    = gaps{880, 310}
	controlGap     = gaps{1000, 260}
	formGap        = gaps{1000, 70}
	durationGap    = gaps{1000, 420}
	priceGap       = gaps{400, 700}
	paymentGap     = gaps{610, 560}
	suspectsGap    = gaps{380, 240}
	gradeGap       = gaps{30, 30}
)
