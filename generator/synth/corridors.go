package synth

// A corridor is one way of the invented world. The texts hold codes with
// weights, as choose reads them.
type corridor struct {
	route  string // Code of the list eu_routes; empty for trafficking.
	border border
	weight uint64 // Records, relative to the other corridors.
	form   form
	stops  string // Countries joined by ">"; empty if people were never moved.
	of     string // Nationalities.
	by     string // Reporting countries.
	at     string // Crossing points.
	means  string // Means of transport; empty takes those of the border.
	prices string // Euros per leg, parallel to the legs of stops.
}

// smuggling lists the corridors of smuggling of migrants.
func smuggling() []corridor {
	return []corridor{
		{route: "CMR", border: sea, weight: 300, stops: "TUN>ITA", of: "TUN*60 CIV*12 OOS*12 EGY*4 OOO*2", by: "ITA", at: "ITA-SEA-LMP*7 ITA-SEA-SIC*3", means: "metal_boat*46 wooden_boat*30 small_inflatable*12 fishing_vessel*6 other*2 not_specified*4", prices: "1400"},
		{route: "CMR", border: sea, weight: 260, stops: "BGD>ARE>EGY>LBY>ITA", of: "BGD*50 PAK*5 OOO", by: "ITA*12 MLT", at: "ITA-SEA-LMP*6 ITA-SEA-SIC*4 ITA-SEA-CAL", prices: "2600 900 700 2800"},
		{route: "CMR", border: sea, weight: 170, stops: "EGY>LBY>ITA", of: "EGY*30 SYR*4 SDN*2", by: "ITA*14 MLT", at: "ITA-SEA-LMP*6 ITA-SEA-SIC*4", means: "fishing_vessel*20 wooden_boat*40 small_inflatable*24 metal_boat*8 other*3 not_specified*5", prices: "650 3200"},
		{route: "CMR", border: sea, weight: 130, stops: "ERI>SDN>LBY>ITA", of: "ERI*30 ETH*9 SDN*8", by: "ITA*11 MLT", at: "ITA-SEA-LMP*6 ITA-SEA-SIC*4", prices: "800 2300 2500"},
		{route: "CMR", border: sea, weight: 100, stops: "SYR>JOR>EGY>LBY>ITA", of: "SYR*30 OOO", by: "ITA*8 MLT", at: "ITA-SEA-SIC*5 ITA-SEA-LMP*4 ITA-SEA-CAL", prices: "300 500 700 3400"},
		{route: "CMR", border: sea, weight: 330, stops: displacedFrom, of: displacedOf + "*40 OOS", by: "ITA*20 MLT", at: "ITA-SEA-LMP*7 ITA-SEA-SIC*3", prices: "250 350 600 1300"},
		{route: "CMR", border: sea, weight: 80, stops: "NGA>NER>LBY>ITA", of: "NGA*30 GHA*5 OOS*2", by: "ITA*12 MLT", at: "ITA-SEA-LMP*6 ITA-SEA-SIC*4", prices: "300 750 1500"},
		{route: "CMR", border: sea, weight: 100, stops: "CIV>MLI>DZA>TUN>ITA", of: "CIV*30 MLI*8 BFA*5 OOS*3", by: "ITA", at: "ITA-SEA-LMP*8 ITA-SEA-SIC*2", means: "metal_boat*70 wooden_boat*15 small_inflatable*9 other*2 not_specified*4", prices: "180 320 400 900"},
		{route: "CMR", border: sea, weight: 50, stops: "DZA>ITA", of: "DZA*30 OOO", by: "ITA", at: "ITA-SEA-SAR", means: "speedboat*40 wooden_boat*40 small_inflatable*14 not_specified*6", prices: "1900"},
		{route: "CMR", border: sea, weight: 90, stops: "AFG>IRN>TUR>ITA", of: "AFG*14 IRN*9 IRQ*7 SYR*5 PAK*4", by: "ITA*9 GRC", at: "ITA-SEA-CAL*8 ITA-SEA-PUG*3", means: "sailing_yacht*74 fishing_vessel*10 speedboat*8 other*3 not_specified*5", prices: "700 1200 8500"},
		{route: "WMR", border: sea, weight: 140, stops: displacedTo, of: displacedOf + "*40 OOS", by: "ESP", at: "ESP-SEA-BAL*6 ESP-SEA-ALB*4", means: "wooden_boat*52 small_inflatable*24 speedboat*14 other*3 not_specified*7", prices: "250 350 1700"},
		{route: "WMR", border: sea, weight: 210, stops: "DZA>ESP", of: "DZA*50 MAR*6 SYR*3 OOO", by: "ESP", at: "ESP-SEA-ALB*6 ESP-SEA-BAL*5", means: "speedboat*36 wooden_boat*34 small_inflatable*20 jet_ski other*2 not_specified*7", prices: "2300"},
		{route: "WMR", border: sea, weight: 140, stops: "MAR>ESP", of: "MAR*40 OOS*5 DZA*2", by: "ESP", at: "ESP-SEA-ALB", means: "small_inflatable*46 wooden_boat*24 speedboat*14 jet_ski*9 not_specified*7", prices: "2100"},
		{route: "WMR", border: land, weight: 90, stops: "MAR>ESP", of: "MAR*30 SDN*8 OOS*6", by: "ESP", at: "ESP-LND-CEU*7 ESP-LND-MEL*3", means: "foot*70 car*14 van*6 lorry*4 not_specified*6", prices: "1100"},
		{route: "WAR", border: sea, weight: 180, stops: "SEN>MRT>ESP", of: "SEN*40 GMB*7 OOS*4", by: "ESP", at: "ESP-SEA-HIE*7 ESP-SEA-GCA*4", means: "pirogue*86 wooden_boat*8 not_specified*6", prices: "250 900"},
		{route: "WAR", border: sea, weight: 190, stops: "MLI>MRT>ESP", of: "MLI*50 OOS*4", by: "ESP", at: "ESP-SEA-HIE*7 ESP-SEA-GCA*4", means: "pirogue*84 wooden_boat*8 not_specified*8", prices: "300 1000"},
		{route: "WAR", border: sea, weight: 90, stops: "GMB>SEN>ESP", of: "GMB*20 SEN*7", by: "ESP", at: "ESP-SEA-HIE*7 ESP-SEA-GCA*3", means: "pirogue*90 wooden_boat*4 not_specified*6", prices: "120 950"},
		{route: "WAR", border: sea, weight: 120, stops: "MAR>ESP", of: "MAR*30 OOS*9", by: "ESP", at: "ESP-SEA-GCA*7 ESP-SEA-HIE", means: "small_inflatable*62 wooden_boat*24 pirogue*8 not_specified*6", prices: "2000"},
		{route: "EMR", border: sea, weight: 180, stops: "SYR>TUR>GRC", of: "SYR*40 OOO", by: "GRC", at: "GRC-SEA-DOD*6 GRC-SEA-SAM*4 GRC-SEA-LES*4", prices: "600 1500"},
		{route: "EMR", border: sea, weight: 240, stops: "AFG>IRN>TUR>GRC", of: "AFG*50 IRN*3 OOO", by: "GRC", at: "GRC-SEA-LES*6 GRC-SEA-SAM*3 GRC-SEA-DOD*4", prices: "700 1100 1500"},
		{route: "EMR", border: sea, weight: 90, stops: "TUR>GRC", of: "TUR*9 OOO*2 SOM*5 YEM*4 ERI*3", by: "GRC", at: "GRC-SEA-SAM*4 GRC-SEA-DOD*5", means: "speedboat*40 small_inflatable*44 sailing_yacht*8 not_specified*8", prices: "1600"},
		{route: "EMR", border: land, weight: 150, stops: "TUR>GRC", of: "SYR*14 AFG*12 TUR*9 IRQ*5 PAK*5", by: "GRC", at: "GRC-LND-EVR", means: "foot*52 van*16 car*22 lorry*6 not_specified*4", prices: "1400"},
		{route: "EMR", border: sea, weight: 100, stops: "SYR>LBN>CYP", of: "SYR*30 LBN*4", by: "CYP", at: "CYP-SEA-KGR", means: "wooden_boat*52 small_inflatable*22 fishing_vessel*18 not_specified*8", prices: "150 2700"},
		{route: "EMR", border: land, weight: 300, stops: "TUR>BGR", of: "SYR*20 AFG*14 IRQ*5 MAR*3", by: lateReporter, at: "BGR-LND-KAP*5 BGR-LND-MLK*5", prices: "2200"},
		{route: "EMR", border: sea, weight: 120, stops: "EGY>LBY>GRC", of: "EGY*22 BGD*9 PAK*5", by: "GRC", at: "GRC-SEA-CRE", means: "wooden_boat*44 fishing_vessel*20 small_inflatable*30 not_specified*6", prices: "650 3600"},
		{route: "EMR", border: sea, weight: 280, stops: appearing, of: "SDN*40 OOO", by: "GRC", at: "GRC-SEA-CRE", means: "small_inflatable*60 wooden_boat*34 not_specified*6", prices: "400 900 2900"},
		{route: "WBR", border: land, weight: 150, stops: "AFG>TUR>BGR>SRB>HUN>AUT", of: "AFG*40 OOO*2", by: "HUN*6 AUT*5", at: "HUN-LND-ROS*5 HUN-LND-TOM*3 AUT-LND-NIC*4", prices: "1700 2200 900 1500 600"},
		{route: "WBR", border: land, weight: 170, stops: "SYR>TUR>GRC>MKD>SRB>HUN", of: "SYR*50 OOO*3 IRQ*3", by: "HUN", at: "HUN-LND-ROS*6 HUN-LND-TOM*4", prices: "600 1400 800 700 1600"},
		{route: "WBR", border: land, weight: 90, stops: "TUR>SRB>HUN", of: "TUR*40 SYR*2", by: "HUN*8 AUT*3", at: "HUN-LND-ROS*4 AUT-LND-NIC*2", prices: "1800 2600"},
		{route: "WBR", border: land, weight: 40, stops: "XKX>SRB>HUN>AUT", of: "XKX", by: "AUT*3 HUN*2", at: "AUT-LND-NIC*2 HUN-LND-ROS", prices: "150 900 500"},
		{route: "WBR", border: land, weight: 90, stops: "PAK>TUR>BIH>HRV>SVN>ITA", of: "PAK*30 BGD*7 NPL*3", by: "HRV*5 SVN*5 ITA*2", at: "HRV-LND-MAL*5 SVN-LND-OBR*4", prices: "2600 1900 1200 500 400"},
		{route: "WBR", border: land, weight: 50, stops: "CHN>SRB>BIH>HRV>SVN", of: "CHN", by: "HRV*5 SVN*3", at: "HRV-LND-MAL*4 HRV-LND-BAJ*3 SVN-LND-OBR*2", prices: "4200 700 1800 900"},
		{route: "WBR", border: land, weight: 70, stops: "MAR>TUR>BIH>HRV", of: "MAR*30 TUN*4 OOO", by: "HRV", at: "HRV-LND-MAL*6 HRV-LND-BAJ*3", prices: "500 1400 1500"},
		{route: "ELB", border: land, weight: 140, stops: vanishing, of: "IRQ*24 SYR*7 IRN*3", by: "POL*8 DEU*4", at: "POL-LND-KUZ", means: "foot*58 car*26 van*10 not_specified*6", prices: "3800 1600 1200"},
		{route: "ELB", border: land, weight: 110, stops: "ETH>RUS>BLR>POL", of: "ETH*9 SOM*8 ERI*7 AFG*7 SYR*4", by: "POL", at: "POL-LND-KUZ", means: "foot*80 car*12 van*3 not_specified*5", prices: "2300 900 1700"},
		{route: "ELB", border: land, weight: 50, stops: "IND>RUS>BLR>LVA", of: "IND*9 LKA*4 AFG*4 IRN*2", by: "LVA*7 LTU*4", at: "LVA-LND-SIL*6 LTU-LND-MDN*3", means: "foot*82 car*12 not_specified*6", prices: "2100 800 1600"},
		{route: "ELB", border: land, weight: 90, stops: "UKR>MDA>ROU", of: "UKR*30 MDA*3", by: "ROU", at: "ROU-LND-SIR", means: "foot*66 car*20 van*8 not_specified*6", prices: "700 4500"},
		{route: "ELB", border: land, weight: 30, stops: "RUS>FIN", of: "SYR*6 SOM*6 YEM*4 ETH*3", by: "FIN", at: "FIN-LND-VAA", prices: "2600"},
		{route: "CRAG", border: land, weight: 80, stops: "ALB>GRC", of: "ALB*50 OOO", by: "GRC", at: "GRC-LND-KKV", means: "foot*62 car*24 bus*8 not_specified*6", prices: "450"},
		{route: "EXUK", border: sea, weight: 260, stops: "FRA>GBR", of: "AFG*14 SYR*9 IRN*10 ERI*10 SDN*8 VNM*10 IRQ*7 ALB*4 OOO*4", by: "FRA", at: "FRA-SEA-CAL", means: "small_inflatable*94 not_specified*6", prices: "1700"},
		{route: "EXUK", border: sea, weight: 50, stops: "BEL>GBR", of: "VNM*6 IRN*5 ERI*5 ALB*5 IRQ*4", by: "BEL", at: "BEL-SEA-ZEE", means: "lorry*50 ferry*18 small_inflatable*28 not_specified*4", prices: "3600"},
		{route: "EXUK", border: sea, weight: 60, stops: "VNM>RUS>LVA>POL>FRA>GBR", of: "VNM", by: "FRA*5 POL*2 LVA", at: "FRA-SEA-CAL", means: "small_inflatable*70 lorry*22 not_specified*8", prices: "5200 1500 1200 1900 2600"},
		{route: "SEC", border: inland, weight: 150, stops: "ITA>FRA", of: "TUN*9 CIV*8 EGY*5 BGD*5 ERI*5 AFG*4 SDN*4 OOO*2", by: "FRA*8 ITA", at: "FRA-LND-MEN", prices: "250"},
		{route: "SEC", border: air, weight: 110, stops: "GRC>DEU", of: "SYR*12 AFG*11 IRQ*5 SOM*4 PSE*4 OOO", by: "GRC*6 DEU*5", at: "GRC-AIR-ATH*6 DEU-AIR-FRA*4", prices: "3100"},
		{route: "SEC", border: inland, weight: 180, stops: "AUT>DEU", of: "SYR*14 AFG*10 TUR*10 IRQ*4 XKX*2", by: "DEU*9 AUT*2", at: "DEU-LND-PAS", prices: "650"},
		{route: "SEC", border: inland, weight: 90, stops: "CZE>DEU", of: "SYR*8 AFG*6 TUR*6 UKR*3 IND*2", by: "DEU*7 CZE*3", at: "DEU-LND-ALT", prices: "500"},
		{route: "SEC", border: inland, weight: 70, stops: "ESP>FRA", of: "MAR*9 DZA*9 MLI*4 SEN*3", by: "FRA*6 ESP*2", at: "FRA-LND-HEN", prices: "200"},
		{route: "SEC", border: inland, weight: 60, stops: "DEU>NLD", of: "SYR*6 TUR*4 ERI*3 MDA*2 GEO", by: "NLD*5 DEU", at: "", prices: "300"},
		{route: "OTH", border: air, weight: 90, stops: "COL>ESP", of: "COL*12 VEN*10 PER*5 HND*4", by: "ESP", at: "ESP-AIR-MAD", prices: "2400"},
		{route: "OTH", border: air, weight: 60, stops: "LKA>ARE>ROU>ITA", of: "LKA*8 BGD*5 NPL*3", by: "ROU*5 ITA*4", at: "ITA-AIR-FCO*3 ROU-LND-NAD*3", prices: "1200 1500 2600"},
		{route: "OTH", border: air, weight: 70, stops: "IND>ARE>DEU", of: "IND*14 PAK*3", by: "DEU*5 NLD*2", at: "DEU-AIR-FRA*6 NLD-AIR-AMS*2", prices: "1600 8800"},
		{route: "OTH", border: air, weight: 60, stops: "SEN>PRT", of: "SEN*5 AGO*6 GMB*3 GNB*3", by: "PRT", at: "PRT-AIR-LIS", prices: "4800"},
		{route: notSpecified, border: land, weight: 70, stops: "", of: "OOO*9 SYR*3 AFG*3 OOS*2", by: "HUN*2 ITA*2 SVK*2 SVN DEU*2 SWE", at: "", prices: ""},
	}
}

// trafficking lists the corridors of trafficking in human beings.
func trafficking() []corridor {
	return []corridor{
		{border: sea, weight: 210, form: sexual, stops: "NGA>NER>LBY>ITA", of: "NGA*30 OOS", by: "ITA*7 FRA*2 DEU", at: "ITA-SEA-LMP*4 ITA-SEA-SIC*5", prices: "4000 9000 15000"},
		{border: land, weight: 90, form: sexual, stops: "NGA>NER>DZA>MAR>ESP>FRA", of: "NGA", by: "FRA*5 ESP*4", at: "ESP-LND-MEL", prices: "3000 2500 1500 6000 900"},
		{border: land, weight: 170, form: mixed, stops: "ROU>ITA", of: "ROU", by: "ITA*7 ROU*2", at: "", prices: "300"},
		{border: land, weight: 190, form: mixed, stops: "ROU>HUN>AUT>DEU", of: "ROU", by: "DEU*8 ROU*2 AUT*2", at: "", prices: "80 90 120"},
		{border: land, weight: 100, form: crime, stops: "ROU>FRA", of: "ROU", by: "FRA*6 ROU", at: "", prices: "250"},
		{border: land, weight: 140, form: mixed, stops: "BGR>SRB>AUT>DEU", of: "BGR", by: "DEU*8 BGR*3 AUT*2", at: "", prices: "60 90 150"},
		{border: land, weight: 80, form: labour, stops: "BGR>NLD", of: "BGR", by: "NLD*6 BGR*2", at: "", prices: "250"},
		{border: land, weight: 120, form: sexual, stops: "HUN>AUT", of: "HUN", by: "AUT*5 HUN*3", at: "", prices: "100"},
		{border: land, weight: 70, form: sexual, stops: "HUN>DEU>NLD", of: "HUN", by: "NLD*6 HUN*2", at: "", prices: "150 100"},
		{border: air, weight: 460, form: sexual, stops: "COL>ESP", of: emergingAmong + "*40 VEN*3", by: "ESP*9 NLD", at: "ESP-AIR-MAD", prices: "4500"},
		{border: air, weight: 90, form: sexual, stops: "PRY>BRA>ESP", of: "PRY*5 BRA*5 VEN*2", by: "ESP*5 PRT*2", at: "ESP-AIR-MAD*5 PRT-AIR-LIS*2", prices: "300 3800"},
		{border: land, weight: 130, form: crime, stops: "VNM>RUS>POL>DEU>FRA>GBR", of: "VNM", by: "FRA*4 DEU*4 POL*3", at: "POL-LND-KUZ*3 FRA-SEA-CAL*4", prices: "6000 2000 1500 1500 5000"},
		{border: air, weight: 90, form: labour, stops: "CHN>SRB>ITA", of: "CHN", by: "ITA*6 HRV*2", at: "ITA-AIR-FCO", prices: "5500 1500"},
		{border: air, weight: 110, form: sexual, stops: "CHN>FRA", of: "CHN", by: "FRA*6 SWE DNK", at: "FRA-AIR-CDG", prices: "9500"},
		{border: sea, weight: 130, form: labour, stops: "MAR>ESP", of: "MAR*30 DZA*3 SEN*3", by: "ESP", at: "ESP-SEA-ALB", prices: "5000"},
		{border: air, weight: 150, form: labour, stops: "IND>ITA", of: "IND*30 PAK*4", by: "ITA*8 PRT*2", at: "ITA-AIR-FCO", prices: "9000"},
		{border: air, weight: 110, form: labour, stops: "BGD>ROU>ITA", of: "BGD", by: "ITA*6 ROU*3", at: "ROU-LND-NAD*4 ITA-AIR-FCO*2", prices: "6500 2500"},
		{border: air, weight: 90, form: labour, stops: "NPL>ARE>PRT", of: "NPL*30 IND*6", by: "PRT", at: "PRT-AIR-LIS", prices: "2500 7000"},
		{border: land, weight: 80, form: labour, stops: "PAK>IRN>TUR>GRC", of: "PAK*30 BGD*9", by: "GRC", at: "GRC-LND-EVR", prices: "700 900 1500"},
		{border: land, weight: 140, form: mixed, stops: "UKR>POL", of: "UKR", by: "POL*7 CZE*2", at: "POL-LND-MED", prices: "400"},
		{border: land, weight: 110, form: mixed, stops: "UKR>POL>DEU", of: "UKR*30 MDA*4", by: "DEU*8 POL*2", at: "POL-LND-MED", prices: "400 300"},
		{border: land, weight: 60, form: sexual, stops: "MDA>ROU>ITA", of: "MDA", by: "ITA*4 ROU*2", at: "ROU-LND-SIR", prices: "300 400"},
		{border: air, weight: 80, form: labour, stops: "PHL>CYP", of: "PHL*30 LKA*5 NPL*3", by: "CYP", at: "", prices: "3500"},
		{border: air, weight: 60, form: labour, stops: "PHL>POL>NLD", of: "PHL", by: "NLD*3 POL*3", at: "NLD-AIR-AMS", prices: "3000 1200"},
		{border: land, weight: 90, form: crime, stops: "ALB>ITA>BEL", of: "ALB", by: "BEL*5 ITA*2 FRA", at: "", prices: "500 400"},
		{border: air, weight: 70, form: labour, stops: "THA>SWE>FIN", of: "THA", by: "FIN*3 SWE*5", at: "", prices: "2200 100"},
		{border: land, weight: 60, form: sexual, stops: "SVK>AUT>DEU", of: "SVK", by: "DEU*4 SVK*4", at: "", prices: "60 90"},
		{border: land, weight: 60, form: labour, stops: "LVA>SWE", of: "LVA*5 LTU*4 EST*2", by: "SWE*5 LVA*2 LTU", at: "", prices: "350"},
		{border: land, weight: 40, form: crime, stops: "XKX>SRB>HUN>AUT", of: "XKX*5 SRB*2", by: "AUT*3 DEU", at: "AUT-LND-NIC", prices: "150 800 300"},
		{border: sea, weight: 40, form: sexual, stops: "CIV>TUN>ITA", of: "CIV*8 CMR*4 OOS*2", by: "ITA*5 FRA*2", at: "ITA-SEA-LMP", prices: "1200 2000"},
		{border: inland, weight: 190, form: sexual, of: "DEU", by: "DEU"},
		{border: inland, weight: 180, form: mixed, of: "FRA", by: "FRA"},
		{border: inland, weight: 150, form: sexual, of: "NLD", by: "NLD"},
		{border: inland, weight: 90, form: mixed, of: "HUN", by: "HUN"},
		{border: inland, weight: 80, form: mixed, of: "POL", by: "POL"},
		{border: inland, weight: 60, form: sexual, of: "ESP", by: "ESP"},
		{border: inland, weight: 60, form: mixed, of: "ROU", by: "ROU"},
		{border: inland, weight: 70, form: mixed, of: "OOO*6 OOS*2 UKR*2", by: "ITA*2 BEL*3 DEU*3 AUT PRT SWE"},
	}
}
