-- Who changes what a claim is found by writes all its words to two indexes, of the present and of the past. That of the past
-- may take them in later, many at once, which costs a half: whoever asks for the past reads up to 1 MB more.
alter index history.claim_search_by_words set (fastupdate = on, gin_pending_list_limit = 1024);
