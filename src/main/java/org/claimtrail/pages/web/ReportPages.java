package org.claimtrail.pages.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.report.Report;
import org.claimtrail.report.ReportAnswer;
import org.claimtrail.report.ReportQuestion;
import org.claimtrail.report.Reports;
import org.claimtrail.report.TooMuchToRead;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** What the record answers to questions about all of it, drawn, as a table, and with the statement that asks. */
@Controller
@RequestMapping("/reports")
class ReportPages {

    private final Reports reports;
    private final Display display;

    ReportPages(Reports reports, Display display) {
        this.reports = reports;
        this.display = display;
    }

    /** @param value the number that is drawn, of a column that is */
    record Cell(
            String text,
            @Nullable String address,
            @Nullable BigDecimal value,
            @Nullable LocalDate day) {}

    @GetMapping
    String all(Model model) {
        model.addAttribute("reports", reports.all());
        return "reports/list";
    }

    @GetMapping("/{name}")
    ModelAndView show(@PathVariable String name, HttpServletRequest request, Model model) {
        Report report = reports.named(name);
        model.addAttribute("report", report);
        HttpStatus status = HttpStatus.OK;
        try {
            ReportQuestion question = reports.asked(report, query(request));
            model.addAttribute("question", question);
            model.addAttribute("csv", address(name, question));
            ReportAnswer answer = reports.answer(question);
            List<String> columns = answer.columns().stream()
                    .filter(column -> !column.endsWith("_id"))
                    .toList();
            model.addAttribute("columns", columns);
            model.addAttribute("cutOff", answer.isCutOff());
            model.addAttribute(
                    "rows",
                    answer.rows().stream()
                            .map(row -> columns.stream()
                                    .map(column -> cell(report, column, row))
                                    .toList())
                            .toList());
        } catch (InvalidQuery e) {
            model.addAttribute("queryFaults", e.faults());
            status = HttpStatus.BAD_REQUEST;
        } catch (TooMuchToRead e) {
            model.addAttribute("tooMuch", true);
            status = HttpStatus.SERVICE_UNAVAILABLE;
        }
        return new ModelAndView("reports/show", model.asMap(), status);
    }

    @GetMapping("/{name}/csv")
    void csv(@PathVariable String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Report report = reports.named(name);
        String rows = reports.answer(reports.asked(report, query(request))).csv();
        Api.attach(response, name + ".csv", "text/csv;charset=UTF-8");
        response.getOutputStream().write(rows.getBytes(StandardCharsets.UTF_8));
    }

    /** Of the answer as a file, with the days that were chosen for who chose none. */
    private static String address(String name, ReportQuestion question) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/reports/" + name + "/csv");
        Map<String, Object> given = new LinkedHashMap<>();
        question.values().forEach((filter, value) -> {
            if (value != null) {
                address.queryParam(filter, "{" + filter + "}");
                given.put(filter, value);
            }
        });
        return address.encode().buildAndExpand(given).toUriString();
    }

    private Cell cell(Report report, String column, Map<String, @Nullable Object> row) {
        Object value = row.get(column);
        String text = value == null
                ? ""
                : value instanceof BigDecimal number
                        ? display.number(number)
                        : value instanceof LocalDate day
                                ? display.date(column.equals("month") ? YearMonth.from(day) : day)
                                : report.constants().contains(column) ? display.title(value) : value.toString();
        return new Cell(
                text,
                report.address(column, row),
                value instanceof BigDecimal number && report.values().contains(column) ? number : null,
                value instanceof LocalDate day ? day : null);
    }

    /** Empty fields, which a form sends, too, say nothing. */
    private static Query query(HttpServletRequest request) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            List<String> said =
                    Arrays.stream(values).filter(value -> !value.isBlank()).toList();
            if (!said.isEmpty()) {
                given.put(name, said);
            }
        });
        return new Query(given);
    }
}
