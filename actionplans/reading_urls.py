"""What everybody reads: published plans, their editions, and each goal and action by uid."""

urlpatterns = []
