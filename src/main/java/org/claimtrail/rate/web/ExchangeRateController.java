package org.claimtrail.rate.web;

import org.claimtrail.platform.web.Api;
import org.claimtrail.rate.ExchangeRates;
import org.claimtrail.thing.web.ThingController;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE + "/exchange-rates", produces = MediaType.APPLICATION_JSON_VALUE)
class ExchangeRateController extends ThingController {

    ExchangeRateController(ExchangeRates rates) {
        super(rates, "source");
    }
}
