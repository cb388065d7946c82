package org.claimtrail.article;

import org.springframework.data.jpa.repository.JpaRepository;

interface ArticleVersionRepository extends JpaRepository<ArticleVersion, ArticleVersion.Key> {}
