package org.claimtrail.likeness;

import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** What computes the meaning of texts, where it is wanted and runs on this machine. Loaded when it is first asked for. */
@Component
class Meanings implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Meanings.class);

    /** Makes the model, with its files in a directory. */
    interface Loader {
        Minilm load(Path filesDir) throws Exception;
    }

    private final LikenessSettings settings;
    private final Loader loader;
    private boolean loaded;
    private Optional<Minilm> model = Optional.empty();

    @Autowired
    Meanings(LikenessSettings settings) {
        // Not a reference to the constructor, for which the class would be linked here and now.
        this(settings, filesDir -> new Minilm(filesDir));
    }

    Meanings(LikenessSettings settings, Loader loader) {
        this.settings = settings;
        this.loader = loader;
    }

    synchronized Optional<Minilm> model() {
        if (!loaded) {
            loaded = true;
            if (settings.model() == LikenessSettings.Model.MINILM) {
                model = load(settings.filesDir());
            }
        }
        return model;
    }

    private Optional<Minilm> load(Path filesDir) {
        try {
            return Optional.of(loader.load(filesDir));
        } catch (Exception | LinkageError e) {
            log.warn("Likeness is found by words alone, as the model cannot be loaded: {}", e.toString());
            return Optional.empty();
        }
    }

    @Override
    public synchronized void destroy() throws Exception {
        loaded = true;
        if (model.isPresent()) {
            model.get().close();
            model = Optional.empty();
        }
    }
}
