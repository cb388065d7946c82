package org.claimtrail.pages.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Stale;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.servlet.ModelAndView;

/** What becomes of a form that was sent: it is shown again with all that was typed, or the next page is. */
final class Forms {

    private Forms() {}

    /** @param save answers the address of the next page */
    static ModelAndView save(Form form, String template, Model model, Supplier<String> save) {
        return save(
                form,
                template,
                model,
                Set.of(),
                () -> {
                    throw new IllegalStateException("Nothing to compare with.");
                },
                save);
    }

    /**
     * @param members what the form may change
     * @param present what the thing is now, for where somebody else changed it since the form was made
     */
    static ModelAndView save(
            Form form,
            String template,
            Model model,
            Set<String> members,
            Supplier<Representation> present,
            Supplier<String> save) {
        model.addAttribute("form", form);
        if (form.isAltered()) {
            return new ModelAndView(template, model.asMap());
        }
        try {
            form.takeChosen(present);
            return new ModelAndView("redirect:" + save.get());
        } catch (InvalidInput e) {
            form.blame(e.faults());
            return new ModelAndView(template, model.asMap(), HttpStatus.BAD_REQUEST);
        } catch (Conflict e) {
            form.blame(told(e));
            model.addAttribute("inTheWay", InTheWay.of(e, template, model));
            return new ModelAndView(template, model.asMap(), HttpStatus.CONFLICT);
        } catch (Stale e) {
            Representation now = present.get();
            if (form.isForSame(now, members)) {
                form.rest(now, members);
                return save(form, template, model, members, present, save);
            }
            form.compare(now, members);
            return new ModelAndView(template, model.asMap(), HttpStatus.PRECONDITION_FAILED);
        }
    }

    /** What forbids something, in sentences. */
    static List<Fault> told(Conflict conflict) {
        List<Fault> told = new ArrayList<>();
        String pointer = conflict.pointer() == null ? "" : conflict.pointer();
        told.add(new Fault(pointer, conflict.getMessage()));
        conflict.missing().forEach(missing -> told.add(new Fault(pointer, missing)));
        conflict.others()
                .forEach(other -> told.add(new Fault(
                        pointer,
                        "See the " + other.type() + " " + (other.name() == null ? other.id() : other.name()) + ".")));
        return told;
    }
}
